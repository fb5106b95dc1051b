package org.hansa.core.partner;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.kit.Listener;
import org.hansa.core.kit.Place;
import org.hansa.core.kit.Report;
import org.hansa.core.kit.Settings;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;
import org.hansa.core.kit.Verdict;
import org.hansa.core.kit.Verification;

/** Has what a project's tests offer tried by the contract kit. */
final class Check {

  private final Project project;
  private final House house;
  private final PrintStream out;
  private final Settings settings;

  Check(Project project, House house, PrintStream out, Settings settings) {
    this.project = project;
    this.house = house;
    this.out = out;
    this.settings = settings;
  }

  /**
   * @param rules ids; all if none is named
   * @return true if no rule is broken
   */
  boolean check(Set<String> rules) throws Exception {
    List<Path> others =
        Compiler.together(
            List.of(
                List.of(project.classes()), house.contract(), house.tools(), project.libraries()));
    if (project.tests().isEmpty()) {
      throw new Refused("there is nothing in test: a class that implements Subject is tried");
    }
    Compiler.compile(project.tests(), others, project.testClasses());
    boolean sound = true;
    try (URLClassLoader loader = loader()) {
      List<Class<?>> subjects = subjects(loader);
      if (subjects.isEmpty()) {
        throw new Refused("no class of test is a public Subject with no arguments");
      }
      for (Class<?> type : subjects) {
        sound &= check(type, rules);
      }
    }
    return sound;
  }

  private URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(project.classes().toUri().toURL());
    urls.add(project.testClasses().toUri().toURL());
    for (Path library : project.libraries()) {
      urls.add(library.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), Check.class.getClassLoader());
  }

  private List<Class<?>> subjects(ClassLoader loader) throws Exception {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.testClasses())) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
        String name = project.testClasses().relativize(file).toString();
        Class<?> type =
            Class.forName(name.replaceFirst("\\.class$", "").replace('/', '.'), false, loader);
        int modifiers = type.getModifiers();
        if (Subject.class.isAssignableFrom(type)
            && Modifier.isPublic(modifiers)
            && !Modifier.isAbstract(modifiers)) {
          found.add(type);
        }
      }
    }
    return found;
  }

  private boolean check(Class<?> type, Set<String> rules) throws Exception {
    warm();
    Subject subject = (Subject) type.getConstructor().newInstance();
    try {
      Report report = new Verification(packed(subject), settings.only(rules), new Said()).run();
      out.println(report.table());
      Files.writeString(
          project.folder().resolve("build/" + type.getSimpleName() + ".xml"), report.junit());
      return report.passed() && report.left().isEmpty();
    } finally {
      if (subject instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  /** In a JVM that has just begun, the first caller loads all of TLS: no session is to blame. */
  private static void warm() {
    URI nowhere = URI.create("http://127.0.0.1:1");
    HttpCaller.open(HttpSettings.to(nowhere), InstantSource.system(), () -> 0).close();
  }

  /** The same, and its bundle's manifest is looked at too. */
  private Subject packed(Subject subject) throws IOException {
    Manifest manifest;
    try (JarFile jar = new JarFile(project.archive(".jar").toFile())) {
      manifest = jar.getManifest();
    }
    return new Packed(subject, manifest);
  }

  private record Packed(Subject of, Manifest own) implements Subject {

    @Override
    public Driver driver() {
      return of.driver();
    }

    @Override
    public Opening opening(String installation, Supplies supplies) {
      return of.opening(installation, supplies);
    }

    @Override
    public String installation() {
      return of.installation();
    }

    @Override
    public Optional<Place> elsewhere() {
      return of.elsewhere();
    }

    @Override
    public Optional<Place> denied() {
      return of.denied();
    }

    @Override
    public List<Record> badOptions() {
      return of.badOptions();
    }

    @Override
    public Optional<Manifest> manifest() {
      return Optional.of(own);
    }

    @Override
    public boolean shared() {
      return of.shared();
    }
  }

  private final class Said implements Listener {
    @Override
    public void ended(Verdict verdict, int n, int of) {
      out.printf("%3d of %d  %-8s %s%n", n, of, verdict.outcome(), verdict.rule());
    }
  }
}
