/**
 * Compares what is in a source with what the ledger says. {@link
 * objectledger.ops.verify.VerifyCommand} is the command; {@link
 * objectledger.ops.verify.VersionListing} lists the bucket, or {@link
 * objectledger.ops.verify.Inventory} reads an inventory of it; {@link
 * objectledger.ops.verify.Comparison} compares; {@link objectledger.ops.verify.Repair} brings in
 * what is missing.
 */
package objectledger.ops.verify;
