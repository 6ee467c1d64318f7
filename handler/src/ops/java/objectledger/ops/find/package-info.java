/**
 * Prints what the ledger has of an object or of a request. {@link objectledger.ops.find.Find} is
 * the command; {@link objectledger.ops.find.JournalSearch} reads the journal.
 */
package objectledger.ops.find;
