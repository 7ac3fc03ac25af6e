package dev.reelbatch.ledger;

/**
 * A sheet that is run again and again, by name.
 *
 * @param folder the folder of its input; the same name from another folder is another sheet
 */
public record NamedJob(long id, String name, String folder) {}
