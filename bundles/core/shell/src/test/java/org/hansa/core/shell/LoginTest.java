package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.config.JaasRealm;
import org.junit.jupiter.api.Test;

class LoginTest {

  private final Fakes fakes = new Fakes();
  private final Subject subject = new Subject();

  @Test
  void aPasswordGivesTheAccountAndNoMoreThanTwoRoles() throws LoginException {
    HansaLoginModule module = module("ada", "right");
    assertThat(module.login()).isTrue();
    assertThat(module.commit()).isTrue();
    assertThat(subject.getPrincipals(AccountPrincipal.class))
        .containsExactly(new AccountPrincipal("ada"));
    assertThat(subject.getPrincipals(RolePrincipal.class))
        .extracting(Principal::getName)
        .containsExactlyInAnyOrder("ssh", "hansa");
    assertThat(module.logout()).isTrue();
    assertThat(subject.getPrincipals()).isEmpty();
  }

  @Test
  void aTokenOfTheAccountStandsForThePassword() throws LoginException {
    assertThat(module("ada", Fakes.TOKEN).login()).isTrue();
    assertThatThrownBy(() -> module("olaf", Fakes.TOKEN).login())
        .isInstanceOf(LoginException.class);
  }

  @Test
  void aWrongPasswordOrAKeyGivesNothing() {
    HansaLoginModule module = module("ada", "wrong");
    assertThatThrownBy(module::login).isInstanceOf(LoginException.class);
    assertThat(module.commit()).isFalse();
    HansaLoginModule keyed = new HansaLoginModule();
    CallbackHandler keysOnly =
        callbacks -> {
          throw new UnsupportedCallbackException(callbacks[1]);
        };
    keyed.initialize(subject, keysOnly, Map.of(), Map.of(HansaLoginModule.GATE, fakes.gate));
    assertThatThrownBy(keyed::login).isInstanceOf(LoginException.class);
    assertThat(subject.getPrincipals()).isEmpty();
  }

  @Test
  void theRealmAsksOursFirstAndThenKarafsOwn() {
    HansaRealm realm = new HansaRealm(fakes.gate, 7);
    AppConfigurationEntry own =
        new AppConfigurationEntry(
            "Own", AppConfigurationEntry.LoginModuleControlFlag.OPTIONAL, Map.of());
    realm.others = java.util.List.of(realm("other", own), realm("karaf", own));
    assertThat(realm.getEntries()).hasSize(2);
    assertThat(realm.getEntries()[0].getOptions().get("org.apache.karaf.jaas.module"))
        .isEqualTo(HansaLoginModule.class.getName());
    assertThat(realm.getEntries()[1].getLoginModuleName()).isEqualTo("Own");
  }

  private static JaasRealm realm(String name, AppConfigurationEntry entry) {
    return new JaasRealm() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public int getRank() {
        return 0;
      }

      @Override
      public AppConfigurationEntry[] getEntries() {
        return new AppConfigurationEntry[] {entry};
      }
    };
  }

  private HansaLoginModule module(String name, String password) {
    HansaLoginModule module = new HansaLoginModule();
    CallbackHandler handler =
        callbacks -> {
          for (Callback callback : callbacks) {
            if (callback instanceof NameCallback n) {
              n.setName(name);
            } else if (callback instanceof PasswordCallback p) {
              p.setPassword(password.toCharArray());
            }
          }
        };
    module.initialize(subject, handler, Map.of(), Map.of(HansaLoginModule.GATE, fakes.gate));
    return module;
  }
}
