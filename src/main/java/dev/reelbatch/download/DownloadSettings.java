package dev.reelbatch.download;

import java.time.Duration;

/**
 * How videos are fetched.
 *
 * @param parallel downloads under way at once, at most
 * @param minSpeed bytes a second; a download below it is broken off, and resumed later
 * @param maxSize of a file, in bytes; a longer one is not fetched
 * @param restAfter from the submit until what could not be fetched is left alone
 */
public record DownloadSettings(int parallel, long minSpeed, long maxSize, Duration restAfter) {}
