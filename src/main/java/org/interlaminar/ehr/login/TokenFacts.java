package org.interlaminar.ehr.login;

import java.util.List;
import org.interlaminar.outbound.Origin;

/**
 * What a login by tokens has learned so far; nothing of it is secret.
 *
 * @param server where tokens are bought
 * @param told whether the EHR's smart-configuration says so, and not our settings
 * @param algorithms accepted for signing assertions; empty when it does not say
 * @param hasScopesOfVersion2 whether scopes are written as in Condition.rs, and not as in Condition.read
 * @param bought whether a token was had
 */
public record TokenFacts(
        Origin server, boolean told, List<String> algorithms, boolean hasScopesOfVersion2, boolean bought) {}
