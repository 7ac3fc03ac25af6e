package dev.reelbatch.ledger;

/**
 * The id of our own that a submission carries, by which the API can be asked for its task.
 *
 * @param text unlike any other, in whatever home: homes are copied and restored
 * @param account a hash of the API's address and the key with which it is sent
 */
public record ExternalId(String text, String account) {}
