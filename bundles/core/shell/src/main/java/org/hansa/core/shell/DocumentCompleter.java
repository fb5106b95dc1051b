package org.hansa.core.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes documents in the folders that may be read, relative to them. */
@Service
public class DocumentCompleter implements Completer {

  private static final int DEPTH = 4;
  private static final int MOST = 1000;

  @Reference BundleContext context;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    new Folders(context.getProperty(Folders.PROPERTY))
        .all()
        .forEach(folder -> delegate.getStrings().addAll(documents(folder)));
    return delegate.complete(session, line, candidates);
  }

  static List<String> documents(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
          .limit(MOST)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }
}
