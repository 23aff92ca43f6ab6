package org.interlaminar.operations;

import org.springframework.boot.SpringBootExceptionReporter;

/**
 * Takes failures of the start off Spring's hands, which would print a trace: a settings file that cannot be read fails before any
 * logging is set up. {@code Interlaminar.main} tells them in one sentence.
 */
final class OneSentence implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
