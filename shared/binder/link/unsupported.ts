/** What the binder cannot do yet. The reason completes "jco's code is used, because the component has …". */
export class Unsupported extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Unsupported'
  }
}
