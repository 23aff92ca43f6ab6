package org.interlaminar.operations;

import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

@Component
@Command(name = "reset-password", description = "Give the operator account a new password and print it once.")
class PasswordCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
