/** Estimates the cost of a month: {@link objectledger.ops.cost.Cost} is the command. */
package objectledger.ops.cost;
