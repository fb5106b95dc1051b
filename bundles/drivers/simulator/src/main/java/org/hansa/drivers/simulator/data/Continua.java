package org.hansa.drivers.simulator.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException;

/**
 * Finds continua by name among those that come with the driver, or as files. Each is read once and
 * shared by all endpoints that name it; one whose files have changed is read anew. Safe for many
 * threads.
 */
public final class Continua {

  private static final String BUNDLED = "[a-z0-9][-a-z0-9]{0,60}";
  private static final int MOST_FILES = 100;

  private record Loaded(Map<Path, String> files, Continuum data) {}

  private final Binder binder = new Binder(true);
  private final Map<String, Loaded> loaded = new HashMap<>();

  /**
   * A site of a continuum.
   *
   * @param continuum the name of one that comes with the driver, or the path or file URI of one
   * @throws DriverException INVALID if it is not there or not right, with the file and line
   */
  public synchronized Site site(String continuum, String site) {
    Loaded now = loaded.get(continuum);
    if (now == null || !now.files().equals(stamps(now.files().keySet()))) {
      now = load(continuum);
      loaded.put(continuum, now);
    }
    Map<String, Place> sites = now.data().sites();
    if (!sites.containsKey(site)) {
      throw Refusal.invalid(
          "the continuum "
              + continuum
              + " has no site '"
              + site
              + "'; "
              + Nearest.cure(site, sites.keySet()));
    }
    return Site.of(now.data(), site);
  }

  private Loaded load(String continuum) {
    boolean bundled = continuum.matches(BUNDLED);
    String first = bundled ? continuum + ".yaml" : path(continuum).toString();
    Map<String, Node> merged = new LinkedHashMap<>();
    Set<Path> files = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(first));
    Set<String> seen = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      String file = waiting.remove();
      Node root = Yaml.read(file, bundled ? resource(file) : text(Path.of(file)));
      if (!(root instanceof Node.Fields fields)) {
        throw Refusal.invalid(root.at() + ": a continuum is fields with their values");
      }
      for (String next : included(fields)) {
        String found = bundled ? next : Path.of(file).resolveSibling(next).toString();
        if (!seen.add(found) || seen.size() > MOST_FILES) {
          throw Refusal.invalid(root.at() + ": include '" + next + "' is there twice or too much");
        }
        waiting.add(found);
      }
      fields.all().forEach((name, node) -> merged.merge(name, node, (a, b) -> join(name, a, b)));
      if (!bundled) {
        files.add(Path.of(file));
      }
    }
    Node.Fields whole = new Node.Fields(new Node.At(first, 1), merged);
    Continuum data = binder.bind(whole, Continuum.class, "");
    new Checks(data, whole).all();
    return new Loaded(stamps(files), data);
  }

  private List<String> included(Node.Fields fields) {
    record Includes(@Bound(pattern = "[A-Za-z0-9][-A-Za-z0-9_.]{0,100}") List<String> include) {}
    Node include = fields.all().get("include");
    return include == null
        ? List.of()
        : binder
            .bind(new Node.Fields(fields.at(), Map.of("include", include)), Includes.class, "")
            .include();
  }

  /** Sections may be spread over files, but nothing may be said twice. */
  private static Node join(String section, Node one, Node two) {
    if (one instanceof Node.Items a && two instanceof Node.Items b) {
      List<Node> all = new ArrayList<>(a.all());
      all.addAll(b.all());
      return new Node.Items(a.at(), all);
    }
    if (one instanceof Node.Fields a && two instanceof Node.Fields b) {
      Map<String, Node> all = new LinkedHashMap<>(a.all());
      b.all()
          .forEach(
              (name, node) -> {
                Node before = all.putIfAbsent(name, node);
                if (before != null) {
                  throw twice(section + "." + name, before, node);
                }
              });
      return new Node.Fields(a.at(), Collections.unmodifiableMap(all));
    }
    throw twice(section, one, two);
  }

  private static DriverException twice(String path, Node one, Node two) {
    return Refusal.invalid(two.at() + ": " + path + " is also in " + one.at() + "; remove one");
  }

  private static String resource(String name) {
    URL url = Continua.class.getResource("/org/hansa/drivers/simulator/continua/" + name);
    if (url == null) {
      throw Refusal.invalid(
          "no continuum '" + name + "' comes with the driver; say europe, or the path of a file");
    }
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Refusal.of("reading " + name, e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > Yaml.MOST_CHARACTERS) {
        throw Refusal.invalid(file + " is longer than " + Yaml.MOST_CHARACTERS + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw Refusal.invalid(
          "the continuum " + file + " cannot be read: " + e + "; correct the option 'continuum'");
    }
  }

  private static Path path(String continuum) {
    try {
      return (continuum.startsWith("file:") ? Path.of(URI.create(continuum)) : Path.of(continuum))
          .toAbsolutePath()
          .normalize();
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(
          "the continuum '" + continuum + "' is no name, path or file URI: " + e.getMessage());
    }
  }

  /** By when and how long they were written: enough to see a change. */
  private static Map<Path, String> stamps(Set<Path> files) {
    Map<Path, String> stamps = new HashMap<>();
    for (Path file : files) {
      try {
        stamps.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        stamps.put(file, Optional.ofNullable(e.getMessage()).orElse("unreadable"));
      }
    }
    return stamps;
  }
}
