package org.interlaminar.operations;

import java.util.concurrent.Callable;
import org.interlaminar.access.Access;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Component
@Command(name = "reset-password", description = "Give an account a new password and print it once.")
class PasswordCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", defaultValue = "operator", description = "Account; default ${DEFAULT-VALUE}.")
    private String account;

    private final Access access;

    PasswordCommand(Access access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        System.out.println("New password of " + account + ": " + access.resetPassword(account));
        return 0;
    }
}
