package org.interlaminar.operations;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.interlaminar.ehr.login.KeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Our keys for logging in at EHRs. It needs neither store nor settings, only the file. */
@Command(
        name = "keys",
        description = "Make and rotate the keys that log in at an EHR (docs/connecting.md).",
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.Add.class,
            KeysCommand.Switch.class,
            KeysCommand.Retire.class,
            KeysCommand.Show.class
        })
class KeysCommand {
    private static final String FORM = "ES384 or RS384; ";

    /** What one of them does with the file. */
    abstract static class OnFile implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "JWK set with the private keys (auth.key-file).")
        private Path file;

        @Override
        public Integer call() throws IOException {
            try {
                System.out.println(does(new KeyFile(file), file));
                return 0;
            } catch (FileSystemException e) {
                throw new IllegalStateException(file + " cannot be written: " + reason(e) + ".");
            }
        }

        private static String reason(FileSystemException e) {
            return switch (e.getClass().getSimpleName()) {
                case "FileAlreadyExistsException" -> "it is there already, and stays as it is";
                case "NoSuchFileException" -> "there is no such folder";
                case "AccessDeniedException" -> "access is denied";
                default -> e.getReason() == null ? "the folder does not take it" : e.getReason();
            };
        }

        /** @return what is said */
        abstract String does(KeyFile keys, Path file) throws IOException;
    }

    @Command(name = "create", description = "Make FILE with one key. A file that is there already is never touched.")
    static class Create extends OnFile {
        @Option(names = "--algorithm", defaultValue = "ES384", description = FORM + "default ${DEFAULT-VALUE}.")
        private Algorithm algorithm;

        @Override
        String does(KeyFile keys, Path file) throws IOException {
            String id = keys.create(algorithm.name(), Instant.now());
            return "Made " + file + " with the key " + id + " for " + algorithm
                    + ".\nOnly its owner can read it. 'keys show' prints what the EHR has to be given.";
        }
    }

    @Command(name = "add", description = "Add the next key: it is published, and the present one goes on signing.")
    static class Add extends OnFile {
        @Option(names = "--algorithm", description = FORM + "default as the key that signs.")
        private Algorithm algorithm;

        @Override
        String does(KeyFile keys, Path file) throws IOException {
            String id = keys.add(algorithm == null ? "" : algorithm.name(), Instant.now());
            return "Added the key " + id + ". When the EHR knows it, 'keys switch' lets it sign.";
        }
    }

    @Command(name = "switch", description = "Let the last key sign; the former one is still published.")
    static class Switch extends OnFile {
        @Override
        String does(KeyFile keys, Path file) throws IOException {
            return "The key " + keys.letLastSign()
                    + " signs from now on. When pulls go well, 'keys retire' drops the former one.";
        }
    }

    @Command(name = "retire", description = "Drop what is older than the key that signs.")
    static class Retire extends OnFile {
        @Override
        String does(KeyFile keys, Path file) throws IOException {
            return "Dropped: " + String.join(", ", keys.retire()) + ".";
        }
    }

    @Command(name = "show", description = "Print the public parts as a JWK set, to register at the EHR.")
    static class Show extends OnFile {
        @Override
        String does(KeyFile keys, Path file) throws IOException {
            return keys.open();
        }
    }

    /** How keys sign. */
    enum Algorithm {
        ES384,
        RS384
    }
}
