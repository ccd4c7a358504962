// What a field held when the page came: people begin before a page's script is there, and browsers fill in again what was left.
const original = (field) => field.defaultValue ?? (([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "");
const isTicked = (field) => ["radio", "checkbox"].includes(field.type);
const isWritten = (field) => field.matches("input, select, textarea");

const isChanged = (field) => isWritten(field) && (isTicked(field) ? field.checked !== field.defaultChecked : field.value !== original(field));

export { isChanged, original };
