package dev.reelbatch.download;

import java.time.Duration;

/**
 * The settings of downloading.
 *
 * @param parallel most downloads at once
 * @param minSpeed bytes a second; a slower download is broken off and resumed later
 * @param maxSize of a file, in bytes; a larger one is not fetched
 * @param restAfter time from the submit after which a clip that could not be fetched is left alone
 */
public record DownloadSettings(int parallel, long minSpeed, long maxSize, Duration restAfter) {}
