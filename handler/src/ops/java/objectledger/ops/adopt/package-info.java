/**
 * Keeps what an existing bucket notifies already. {@link objectledger.ops.adopt.AdoptCommand} reads
 * it and writes it into the environment's values, so that the one notification of the bucket holds
 * theirs and ours: {@link objectledger.ops.adopt.FoundOthers} says what is to be kept, {@link
 * objectledger.ops.adopt.ValuesFile} edits the text of the values. {@link
 * objectledger.ops.adopt.WithdrawCommand} takes the stack's own rules out again.
 */
package objectledger.ops.adopt;
