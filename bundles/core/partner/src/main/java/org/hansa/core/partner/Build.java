package org.hansa.core.partner;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.driver.Driver;

/** From a driver's sources to a KAR, with the JDK and what the distribution carries. */
final class Build {

  /** What came of it. */
  record Built(String id, String bundle, String version, Path kar) {}

  private final Project project;
  private final House house;

  Build(Project project, House house) {
    this.project = project;
    this.house = house;
  }

  Built build() throws IOException {
    project.clean();
    List<Path> others = Compiler.together(List.of(house.contract(), project.libraries()));
    Compiler.compile(project.sources(), others, project.classes());
    try (URLClassLoader loader = loader(project.classes(), project.libraries())) {
      Class<?> type = driver(loader);
      Driver driver = (Driver) made(type);
      String version = version(driver.version());
      Pack.bundle(
          project, type, version, Imports.of(project.classes(), project.libraries(), house));
      Pack.kar(project, type.getPackageName(), version);
      return new Built(driver.id(), type.getPackageName(), version, project.archive(".kar"));
    }
  }

  private static URLClassLoader loader(Path classes, List<Path> libraries) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    for (Path library : libraries) {
      urls.add(library.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), Build.class.getClassLoader());
  }

  /** The one class that is a driver. */
  private Class<?> driver(ClassLoader loader) throws IOException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.classes())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = project.classes().relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          Class<?> type = loaded(loader, name.replaceFirst("\\.class$", "").replace('/', '.'));
          if (Driver.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
          }
        }
      }
    }
    if (found.size() != 1) {
      throw new Refused(
          found.isEmpty()
              ? "no class of src implements org.hansa.core.driver.Driver"
              : "more than one class implements Driver: " + found);
    }
    return found.get(0);
  }

  private static Class<?> loaded(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Refused(name + " cannot be loaded: " + e, e);
    }
  }

  private static Object made(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new Refused(
          type.getName() + " is not public with a public constructor without arguments", e);
    }
  }

  private static String version(String said) {
    if (said == null || !said.matches("[0-9]{1,9}(\\.[0-9]{1,9}){0,2}(\\.[A-Za-z0-9_-]{1,60})?")) {
      throw new Refused(
          "the version '" + said + "' is not up to three numbers and a word: 1.2.3 or 1.2.3.beta");
    }
    return said;
  }
}
