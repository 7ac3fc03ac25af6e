package dev.reelbatch.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The settings of downloading. */
public record DownloadProperties(
        @Setting("number of downloads at once") @DefaultValue("4")
        int parallel,

        @Setting("minimum speed per second; a download slower than this over 30 s is broken off and resumed later")
        @DefaultValue("1KB")
        DataSize minSpeed,

        @Setting("maximum size of a downloaded file, so that no host can fill the disk") @DefaultValue("20GB")
        DataSize maxSize) {}
