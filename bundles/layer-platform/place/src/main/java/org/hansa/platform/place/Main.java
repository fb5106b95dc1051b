package org.hansa.platform.place;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.platform.place.search.Budget;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: solves an instance in a file and says what was found. */
@Command(
    name = "hansa-place",
    description = "Places workloads on sites, or reassigns processes to machines, at least cost.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = Generate.class,
    sortOptions = false,
    footer = {
      "",
      "A file that begins with 'hansa-place' is of sites and workloads. Any other",
      "is of the ROADEF/EURO challenge 2012, and needs --assignment.",
      "",
      "Examples, for java -jar hansa-place.jar:",
      "  generate --sites 100 --workloads 1000 > small.txt",
      "  --instance small.txt --seed 1 --seconds 5 --json",
      "  --instance model_a1_1.txt --assignment assignment_a1_1.txt --output found.txt"
    })
public final class Main implements Callable<Integer> {

  private static final int WRONG = 2;
  private static final double DAY = 86_400;

  /** In milliseconds: a search that is interrupted still says what it has found. */
  private static final long PATIENCE = 10_000;

  private static final AtomicBoolean STOPPED = new AtomicBoolean();

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--instance", paramLabel = "FILE", description = "what is to be solved")
  private Path instance;

  @Option(
      names = "--assignment",
      paramLabel = "FILE",
      description = "of ROADEF: where processes stand at the beginning")
  private Path assignment;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of what is decided by lot (default: 0)")
  private long seed;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "how long to search, all in all (default: 10)")
  private Double seconds;

  @Option(
      names = "--moves",
      paramLabel = "N",
      description = "how many moves to try instead: then a seed finds the same every time")
  private Long moves;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "how many searches at once, of which the best counts (default: 1; of ROADEF, with"
              + " --seconds, as many as processors, 4 at most)")
  private Integer threads;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "writes what was found: of ROADEF an assignment, else a line for each workload with its"
              + " site")
  private Path output;

  @Option(names = "--json", description = "says the result as JSON")
  private boolean json;

  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    Thread interrupted =
        new Thread(
            () -> {
              STOPPED.set(true);
              try {
                main.join(PATIENCE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(interrupted);
    int code = line().execute(args);
    if (!STOPPED.get()) {
      Runtime.getRuntime().removeShutdownHook(interrupted);
      System.exit(code);
    }
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println(said(e));
          return WRONG;
        });
    line.setParameterExceptionHandler(
        (e, args) -> {
          e.getCommandLine().getErr().println(e.getMessage() + " See --help.");
          return WRONG;
        });
    return line;
  }

  /** One line of what went wrong; what is no fault of the caller's goes on as it is. */
  private static String said(Exception e) throws Exception {
    if (e instanceof Misread) {
      return e.getMessage();
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": there is no such file. Give the path of one.";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": it may not be read or written. Change its permissions.";
    }
    if (e instanceof IOException) {
      return "A file cannot be read or written: " + e.getMessage();
    }
    if (e instanceof OutOfMemory) {
      return "There is not enough memory. Give more, as java -Xmx4g -jar ...";
    }
    throw e;
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    if (instance == null) {
      throw new ParameterException(spec.commandLine(), "Give --instance FILE, or 'generate'.");
    }
    if (seconds != null && moves != null) {
      throw new ParameterException(spec.commandLine(), "Give --seconds or --moves, not both.");
    }
    require("--seconds", seconds == null || (seconds > 0 && seconds <= DAY), "0.1 to 86400");
    require("--moves", moves == null || moves > 0, "1 or more");
    require("--threads", threads == null || (threads > 0 && threads <= 64), "1 to 64");
    double time = seconds == null ? 10 : seconds;
    Spend spend =
        () ->
            moves != null
                ? Budget.ofMoves(moves, STOPPED::get)
                : Budget.until(begin, (long) (time * 1e9), System::nanoTime, STOPPED::get);
    for (Path file : Arrays.asList(instance, assignment)) {
      if (file != null && Files.isDirectory(file)) {
        throw new Misread(file + "", 1, "it is a directory", "Give a file.");
      }
    }
    if (output != null) {
      writable(output);
    }
    Found found = found(spend);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? found.json() : found.text());
    if (output != null) {
      found.write(output);
    }
    if (out.checkError()) {
      spec.commandLine().getErr().println("What was found cannot be written. See the output.");
      return WRONG;
    }
    return found.isWhole() ? 0 : 1;
  }

  private Found found(Spend spend) throws IOException {
    try {
      return Solve.of(instance, assignment, seed, spend, moves == null ? threads : only(threads));
    } catch (OutOfMemoryError e) {
      throw new OutOfMemory(e);
    }
  }

  /** Before the search, so that nothing is lost after it. */
  private static void writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean isThere = Files.exists(file);
    if (Files.isDirectory(file)
        || (isThere && !Files.isWritable(file))
        || (!isThere && (folder == null || !Files.isWritable(folder)))) {
      throw new Misread(file + "", 1, "it cannot be written", "Give --output another path.");
    }
  }

  private static final class OutOfMemory extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfMemory(Throwable cause) {
      super(cause);
    }
  }

  private static Integer only(Integer threads) {
    return threads == null ? Integer.valueOf(1) : threads;
  }

  private void require(String option, boolean holds, String rule) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), option + " must be " + rule + ".");
    }
  }

  /** A budget for each search, counted from the same beginning. */
  @FunctionalInterface
  interface Spend {
    Budget get();
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"hansa-place " + (version == null ? "(unpacked)" : version)};
    }
  }
}
