package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Of a record its components are carried, and not what else it can tell by a method. */
final class Components extends DefaultAccessorNamingStrategy.Provider {

  private static final long serialVersionUID = 1L;

  @Override
  public DefaultAccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
    return new Naming(config, type);
  }

  private static final class Naming extends DefaultAccessorNamingStrategy.RecordNaming {

    private final Set<String> names;

    Naming(MapperConfig<?> config, AnnotatedClass type) {
      super(config, type);
      this.names =
          Arrays.stream(type.getRawType().getRecordComponents())
              .map(c -> c.getName())
              .collect(Collectors.toSet());
    }

    @Override
    public String findNameForRegularGetter(AnnotatedMethod method, String name) {
      return names.contains(name) ? name : null;
    }

    @Override
    public String findNameForIsGetter(AnnotatedMethod method, String name) {
      return null;
    }
  }
}
