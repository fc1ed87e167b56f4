/** A kind of picture that is whole but is not read here. Its message says which, for the operator. */
export class NotSupported extends Error {}
