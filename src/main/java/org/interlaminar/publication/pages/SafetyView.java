package org.interlaminar.publication.pages;

/** What went wrong, and who was operated on again; {@code templates/safety.html}. */
record SafetyView(FigureTable survival, FigureTable complications) {
    static SafetyView of(Basis basis) {
        return new SafetyView(basis.table("survival"), basis.table("complications"));
    }
}
