package org.interlaminar;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.operations.CommandLineRoot;
import org.interlaminar.operations.SettingsCheck;
import org.interlaminar.operations.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the service ({@code serve}, the default) or runs one command beside it. Exit codes: 0 complete, 1 failure, 2 usage, 3
 * partial.
 */
@SpringBootApplication
public class Interlaminar {
    public static void main(String[] arguments) {
        Arguments given = Arguments.of(arguments);
        int exit = given.isServe() ? serve(given) : command(given);
        if (exit >= 0) {
            System.exit(exit);
        }
    }

    /** @return a negative number while the service runs */
    private static int serve(Arguments given) {
        try {
            application(given).run(given.settings());
            return -1;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static int command(Arguments given) {
        if (!CommandLineRoot.needsTheService(given.command())) {
            return CommandLineRoot.withoutService(given.command());
        }
        SpringApplication application = application(given);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAdditionalProfiles("command");
        application.setLogStartupInfo(false);
        try (ConfigurableApplicationContext context = application.run(given.settings())) {
            return context.getBean(CommandLineRoot.class).run(given.command());
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static SpringApplication application(Arguments given) {
        SpringApplication application = new SpringApplication(Interlaminar.class);
        application.addInitializers(new SettingsCheck());
        return application;
    }

    private static int failed(RuntimeException e) {
        System.err.println("interlaminar: " + StartFailure.sentence(e));
        if (StartFailure.isTraced()) {
            e.printStackTrace();
        }
        return 1;
    }

    /** Settings ({@code --interlaminar.x=y}, {@code --server.port=1}, {@code --data DIR}) apart from the command. */
    record Arguments(String[] command, String[] settings) {
        static Arguments of(String[] arguments) {
            List<String> command = new ArrayList<>();
            List<String> settings = new ArrayList<>();
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i].equals("--data") && i + 1 < arguments.length) {
                    settings.add("--interlaminar.data=" + arguments[++i]);
                } else if (arguments[i].matches("--[a-z-]+\\.[^=]+=.*")) {
                    settings.add(arguments[i]);
                } else {
                    command.add(arguments[i]);
                }
            }
            return new Arguments(command.toArray(String[]::new), settings.toArray(String[]::new));
        }

        boolean isServe() {
            return command.length == 0 || command.length == 1 && command[0].equals("serve");
        }
    }
}
