/** DOMException: an error whose name says what it is, and its old numbers. */
import { captureStack } from '../prelude/error-stacks.ts';
import { defineProperty, deleteProperty } from '../prelude/primordials.ts';
import { makeEnumerable, tag } from './shown.ts';

/** By number, from 1: the constant, and the name that has this code where one has. */
const numbered: readonly (readonly [constant: string, name?: string])[] = [
  ['INDEX_SIZE_ERR', 'IndexSizeError'],
  ['DOMSTRING_SIZE_ERR'],
  ['HIERARCHY_REQUEST_ERR', 'HierarchyRequestError'],
  ['WRONG_DOCUMENT_ERR', 'WrongDocumentError'],
  ['INVALID_CHARACTER_ERR', 'InvalidCharacterError'],
  ['NO_DATA_ALLOWED_ERR'],
  ['NO_MODIFICATION_ALLOWED_ERR', 'NoModificationAllowedError'],
  ['NOT_FOUND_ERR', 'NotFoundError'],
  ['NOT_SUPPORTED_ERR', 'NotSupportedError'],
  ['INUSE_ATTRIBUTE_ERR', 'InUseAttributeError'],
  ['INVALID_STATE_ERR', 'InvalidStateError'],
  ['SYNTAX_ERR', 'SyntaxError'],
  ['INVALID_MODIFICATION_ERR', 'InvalidModificationError'],
  ['NAMESPACE_ERR', 'NamespaceError'],
  ['INVALID_ACCESS_ERR', 'InvalidAccessError'],
  ['VALIDATION_ERR', 'ValidationError'],
  ['TYPE_MISMATCH_ERR', 'TypeMismatchError'],
  ['SECURITY_ERR', 'SecurityError'],
  ['NETWORK_ERR', 'NetworkError'],
  ['ABORT_ERR', 'AbortError'],
  ['URL_MISMATCH_ERR', 'URLMismatchError'],
  ['QUOTA_EXCEEDED_ERR', 'QuotaExceededError'],
  ['TIMEOUT_ERR', 'TimeoutError'],
  ['INVALID_NODE_TYPE_ERR', 'InvalidNodeTypeError'],
  ['DATA_CLONE_ERR', 'DataCloneError'],
];
const codes = Object.fromEntries(numbered.map(([, name], i) => [name ?? '', i + 1]));

interface Options {
  readonly name?: unknown;
  readonly cause?: unknown;
}

const hidden = { writable: true, enumerable: false, configurable: true };

export class DOMException extends Error {
  readonly #name: string;
  readonly #message: string;

  constructor(message: unknown = '', options: unknown = 'Error') {
    super();
    const given = typeof options === 'object' && options !== null ? (options as Options) : { name: options };
    this.#message = `${message}`;
    this.#name = given.name === undefined ? 'Error' : `${given.name}`;
    this.#headStack(new.target);
    if ('cause' in given) defineProperty(this, 'cause', { value: given.cause, ...hidden });
  }
  /** The stack begins with what the object's own name and message are at that moment. */
  #headStack(above: unknown): void {
    defineProperty(this, 'name', { value: this.#name, ...hidden });
    defineProperty(this, 'message', { value: this.#message, ...hidden });
    deleteProperty(this, 'stack');
    captureStack(this, above);
    deleteProperty(this, 'name');
    deleteProperty(this, 'message');
  }
  override get name(): string {
    return this.#name;
  }
  override get message(): string {
    return this.#message;
  }
  get code(): number {
    return codes[this.#name] ?? 0;
  }
}
makeEnumerable(DOMException.prototype, ['name', 'message', 'code']);
tag(DOMException.prototype, 'DOMException');
for (const on of [DOMException, DOMException.prototype])
  numbered.forEach(([constant], i) => void defineProperty(on, constant, { value: i + 1, enumerable: true }));
