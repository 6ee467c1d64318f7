/**
 * A bounded JSON reader and a writer of single lines. {@link objectledger.json.JsonValue} is a
 * value with its {@link objectledger.json.JsonPath}, so that an error says where it is; {@link
 * objectledger.json.JsonReader} reads a document, and throws {@link
 * objectledger.json.InvalidInputException} if it is malformed or oversized. {@link
 * objectledger.json.JsonFields} are the ordered fields of an object, which {@link
 * objectledger.json.JsonWriter} writes as one line. {@link objectledger.json.UnicodeText} finds
 * text that has no UTF-8 form, and {@link objectledger.json.JsonText} quotes text for messages.
 * Read {@code JsonValue}, {@code JsonReader}, {@code JsonWriter}, {@code JsonText}.
 */
package objectledger.json;
