package dev.reelbatch.load;

import java.util.Map;

/**
 * The draft that a row's real video is made from.
 *
 * @param task the draft's task
 * @param kept the row's fields that its draft has to have had
 */
public record DraftUse(String task, Map<String, String> kept) {}
