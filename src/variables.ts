// The id of a question → the environment variable that answers it.

export const variableName = (id: string): string => `PICK_LLM_${id.toUpperCase().replaceAll('-', '_')}`
