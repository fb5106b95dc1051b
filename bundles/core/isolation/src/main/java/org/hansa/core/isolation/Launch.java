package org.hansa.core.isolation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.isolation.child.Child;

/**
 * How a process is started.
 *
 * @param javaHome of the Java that runs it
 * @param memory mebibytes of heap
 * @param classPath of the program
 * @param work its working folder, which nobody else may enter; made anew
 */
record Launch(Path javaHome, int memory, List<Path> classPath, Path work) {

  /** Standard output becomes file 3, and what is printed, by whatever code, standard error. */
  private static final List<String> SHELL = List.of("/bin/sh", "-c", "exec \"$@\" 3>&1 1>&2", "sh");

  private static final Set<String> KEPT =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

  Path contents() {
    return work.resolve("content");
  }

  Process start() throws IOException {
    Folders.delete(work);
    Files.createDirectories(work.getParent());
    Files.createDirectory(
        work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectory(contents());
    Files.createDirectory(work.resolve("tmp"));
    ProcessBuilder builder = new ProcessBuilder(command()).directory(work.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.putIfAbsent("LANG", "C.UTF-8");
    return builder.start();
  }

  private List<String> command() {
    List<String> java =
        List.of(
            javaHome.resolve("bin/java").toString(),
            "-Xmx" + memory + "m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=crash.log",
            "-Xshare:auto",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=tmp",
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            Child.class.getName());
    return Stream.concat(SHELL.stream(), java.stream()).toList();
  }
}
