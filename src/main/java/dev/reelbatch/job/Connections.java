package dev.reelbatch.job;

/** The connections in use, by purpose. */
public record Connections(int submit, int status, int download) {

    static final Connections NONE = new Connections(0, 0, 0);
}
