/**
 * Prints what the ledger has of an object or of a request. {@link
 * objectledger.ops.find.FindCommand} is the command; {@link objectledger.ops.find.JournalSearch}
 * reads the journal; {@link objectledger.ops.find.FoundLines} the functions' logs.
 */
package objectledger.ops.find;
