package dev.reelbatch;

public final class Reelbatch {
    private Reelbatch() {}

    public static void main(String[] args) {
        System.out.println("x");
    }
}
