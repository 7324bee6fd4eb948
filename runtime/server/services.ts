import type { Apps } from '../apps/apps.ts'
import type { Deployments } from '../deployments/deployments.ts'
import type { Gallery } from '../gallery/gallery.ts'
import type { OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Library } from '../library/library.ts'
import type { Blobs } from '../store/blobs.ts'
import type { Store } from '../store/store.ts'

/** What the API's handlers work on. */
export interface Services {
  readonly library: Library
  readonly apps: Apps
  readonly deployments: Deployments
  readonly gallery: Gallery
  readonly blobs: Blobs
  readonly store: Store
  /** Of this build of Runnel, to tell a person with. */
  readonly build: string
  readonly policy: OperatorPolicy
  /** Where flows answer: `http://127.0.0.1:4301`. */
  readonly flowsUrl: string
}
