package org.hansa.core.partner;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles with the JDK that it runs on. */
final class Compiler {

  private Compiler() {}

  static void compile(List<Path> sources, List<Path> classPath, Path to) {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new Refused("this Java has no compiler: use a JDK 17");
    }
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "--release",
                      "17",
                      "-Xlint:all,-options",
                      "-proc:none",
                      "-d",
                      to.toString(),
                      "-classpath",
                      path(classPath)),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!done) {
        throw new Refused("it does not compile:\n" + said);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static String path(List<Path> all) {
    return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  static List<Path> together(List<List<Path>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
