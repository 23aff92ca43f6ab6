package org.interlaminar.access;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.server.CookieSameSiteSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Four doors: the management port, EHRs that push, programs that read, people. Health and the Prometheus scrape hold no health
 * information of anyone; health is open without details, the scrape is open to this machine, and nothing else is there.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PushSettings.class)
class AccessConfiguration {
    static final Role[] READ_FIGURES = {Role.OPERATOR, Role.ANALYST, Role.AGGREGATE_READER};
    static final Role[] READ_CHARTS = {Role.OPERATOR, Role.ABSTRACTOR};
    static final Role[] FOLLOW_UP = {Role.OPERATOR, Role.ABSTRACTOR, Role.ANALYST};

    private static final String OPERATOR = Role.OPERATOR.name();

    /** In them no small group shows. */
    private static final String[] FIGURES = {
        "/api/v1/attrition",
        "/api/v1/table-1",
        "/api/v1/change",
        "/api/v1/responders",
        "/api/v1/distribution",
        "/api/v1/follow-up",
        "/api/v1/survival",
        "/api/v1/survival-curve",
        "/api/v1/survival-by-group",
        "/api/v1/complications",
        "/api/v1/trials",
        "/api/v1/dictionary",
        "/api/v1/snapshots",
        "/api/v1/openapi"
    };

    /** Pages of such figures. */
    private static final String[] PAGES_OF_FIGURES = {
        "/", "/cohort", "/outcomes", "/safety", "/trials", "/quality", "/figures/*"
    };

    /** The description of the API in a second form, which nobody looks after. */
    private static final String DESCRIPTION_AS_YAML = "/api/v1/openapi.yaml";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Doors {
        @Bean
        CookieSameSiteSupplier strictCookies() {
            return CookieSameSiteSupplier.ofStrict();
        }

        @Bean
        @Order(1)
        SecurityFilterChain management(HttpSecurity http) throws Exception {
            http.securityMatcher(new OrRequestMatcher(
                            new OnManagementPort(), EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()))
                    .authorizeHttpRequests(paths -> paths.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                            .permitAll()
                            .requestMatchers(EndpointRequest.to("prometheus"))
                            .access(fromThisMachine())
                            .anyRequest()
                            .denyAll())
                    .exceptionHandling(refusals ->
                            refusals.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                    .requestCache(AbstractHttpConfigurer::disable)
                    .anonymous(Customizer.withDefaults())
                    .csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .headers(AccessConfiguration::strictHeaders);
            return http.build();
        }

        /** EHRs push here and come nowhere else; nobody else comes here. */
        @Bean
        @Order(2)
        SecurityFilterChain pushing(HttpSecurity http, Tokens tokens, SignedTokens signed) throws Exception {
            http.securityMatcher("/inbox/**")
                    .authorizeHttpRequests(paths -> paths.requestMatchers(HttpMethod.GET, "/inbox/fhir/metadata")
                            .permitAll()
                            .anyRequest()
                            .hasRole(Role.EHR.name()))
                    .exceptionHandling(refusals -> refusals.authenticationEntryPoint(PushRefusals::ofLogin)
                            .accessDeniedHandler(PushRefusals::ofRole));
            return withoutSession(http, PushRefusals::ofLogin, tokens, signed);
        }

        @Bean
        @Order(3)
        SecurityFilterChain programs(HttpSecurity http, Tokens tokens) throws Exception {
            http.securityMatcher("/api/**", "/fhir/**")
                    .authorizeHttpRequests(paths -> paths.requestMatchers(DESCRIPTION_AS_YAML)
                            .denyAll()
                            .requestMatchers(FIGURES)
                            .hasAnyRole(names(READ_FIGURES))
                            .requestMatchers("/api/**")
                            .hasAnyRole(OPERATOR, Role.ANALYST.name())
                            .requestMatchers("/fhir/**")
                            .hasAnyRole(OPERATOR, Role.ANALYST.name())
                            .anyRequest()
                            .denyAll())
                    .exceptionHandling(refusals -> refusals.authenticationEntryPoint(Refusals::ofProgram));
            return withoutSession(http, Refusals::ofProgram, tokens);
        }

        /** Programs keep no session and send no cookie, so another site cannot ride on one. */
        private static SecurityFilterChain withoutSession(
                HttpSecurity http, AuthenticationEntryPoint refused, Bearers... bearers) throws Exception {
            return http.httpBasic(basic -> basic.authenticationEntryPoint(refused))
                    .addFilterBefore(new BearerLogin(refused, bearers), BasicAuthenticationFilter.class)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .headers(AccessConfiguration::strictHeaders)
                    .build();
        }

        @Bean
        @Order(4)
        SecurityFilterChain people(HttpSecurity http, Accounts accounts) throws Exception {
            http.authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll()
                            .requestMatchers("/assets/**", "/login", "/.well-known/jwks.json")
                            .permitAll()
                            // Every jar's static files would be served here; ours are below /assets.
                            .requestMatchers("/_static/**", "/webjars/**")
                            .denyAll()
                            .requestMatchers(PAGES_OF_FIGURES)
                            .access(new StillMay(accounts, READ_FIGURES))
                            .requestMatchers("/worklist", "/worklist.csv")
                            .access(new StillMay(accounts, FOLLOW_UP))
                            .requestMatchers("/review", "/review/**", "/people/**")
                            .access(new StillMay(accounts, READ_CHARTS))
                            .anyRequest()
                            .access(new StillMay(accounts, Role.OPERATOR)))
                    .exceptionHandling(refusals -> refusals.accessDeniedHandler(Refusals::ofRole))
                    .formLogin(form ->
                            form.loginPage("/login").defaultSuccessUrl("/").failureHandler(Refusals::ofPerson))
                    .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                    .headers(AccessConfiguration::strictHeaders);
            return http.build();
        }
    }

    private static String[] names(Role... roles) {
        return Stream.of(roles).map(Role::name).toArray(String[]::new);
    }

    private static void strictHeaders(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'self'; object-src 'none'; base-uri 'none';"
                                + " form-action 'self'; frame-ancestors 'none'"))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER));
    }

    private static AuthorizationManager<RequestAuthorizationContext> fromThisMachine() {
        return (who, context) ->
                new AuthorizationDecision(isLoopback(context.getRequest().getRemoteAddr()));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
