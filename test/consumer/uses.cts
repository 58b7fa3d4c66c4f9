// The same from CommonJS; compiled, never run.

import library = require('pick-llm')

library.loadRules().then((rules) => library.recommend(rules, { 'data-residency': 'anywhere' }).shortlist[0]?.host?.toUpperCase())
