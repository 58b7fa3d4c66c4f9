// fast-check with one seed for all properties → the same cases in every run of the tests; FC_SEED=… tries others.

import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261121) })

export default fc
