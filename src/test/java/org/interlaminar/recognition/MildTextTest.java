package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.recognition.MildText.Reading;
import org.interlaminar.recognition.MildText.Reading.Named;
import org.interlaminar.recognition.MildText.Reading.Open;
import org.interlaminar.recognition.MildText.Reading.Refused;
import org.interlaminar.recognition.MildText.Reading.Silent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MildTextTest {
    private static final Duration GENEROUS = Duration.ofSeconds(20);
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PILD                                                        | pild
            PILD L4-5                                                   | pild
            pild at l3/4 and l4/5, bilateral                            | pild
            PILD L4-5; patient denied chest pain                        | pild
            PILD L4-5, patient denied chest pain                        | pild
            PILD L4-5. Patient declined sedation.                       | pild
            PILD L4-5 performed, scheduled for follow-up in 2 weeks     | pild
            PILD L4-5 performed, no complications                       | pild
            No complications after PILD L4-5                            | pild
            No relief from PILD 2021                                    | pild
            Patient did not respond to PILD                             | pild
            PILD L4-5 with no sedation                                  | pild
            PILD L4-5, no cervical stenosis                             | pild
            Cervical fusion 2010; PILD L4-5 2021                        | pild
            Cervical spondylosis, s/p PILD                              | pild
            Thoracolumbar scoliosis, PILD L4-5                          | pild
            Cervical and lumbar stenosis s/p PILD L3-4                  | pild
            PILD T12-L1, L1-2                                           | pild
            Previously planned PILD L4-5 performed today                | pild
            PILD discussed and performed at L4-5                        | pild
            As planned, PILD L4-5 under local                           | pild
            PILD L4-5 as discussed                                      | pild
            PILD L4-5 was performed as planned                          | pild
            History of PILD                                             | pild
            h/o PILD 2020                                               | pild
            Failed PT, underwent PILD 5/2022                            | pild
            Will return 2 weeks after PILD                              | pild
            PILD L4-5, risks discussed, consent obtained                | pild
            PILD performed; repeat PILD planned                         | pild
            Not a candidate for laminectomy, underwent PILD L4-5        | pild
            PILD L4-5 2019 but pain returned                            | pild
            PILD May 2019                                               | pild
            May 2019 PILD                                               | pild
            PILD L4-5; laminectomy planned                              | pild
            Laminectomy declined; PILD L4-5 done                        | pild
            Vertos kit used at L4-5                                     | maker
            vertos                                                      | maker
            Percutaneous lumbar decompression                           | percutaneous-lumbar-decompression
            Percutaneous image-guided lumbar decompression L3-4         | percutaneous-lumbar-decompression
            m.i.l.d. procedure                                          | dotted-name
            M.I.L.D. L4-5                                               | dotted-name
            mild procedure at L4-5                                      | device-in-lumbar-context
            mild device kit, epidurogram obtained                       | device-in-lumbar-context
            Mild procedure for lumbar stenosis                          | device-in-lumbar-context
            mild lumbar decompression                                   | device-in-lumbar-context
            mild procedure. Fluoroscopic guidance                       | device-in-lumbar-context
            Minimally invasive lumbar decompression (MILD)              | minimally-invasive-with-context
            MILD (minimally invasive lumbar decompression)              | minimally-invasive-with-context
            Minimally invasive lumbar decompression, ligamentum removed | minimally-invasive-with-context
            MILD L4-5                                                   | capital-name
            MILD L3-4, L4-5 bilateral                                   | capital-name
            MILD BILATERAL L4-5                                         | capital-name
            MILD BILATERAL                                              | capital-name
            MILD decompression L4-5                                     | capital-name
            MILD at L4-5                                                | capital-name
            MILD L4-5 for lumbar stenosis                               | capital-name
            s/p MILD L4-5 for severe lumbar stenosis                    | capital-name
            MILD L4-5 performed 2021; repeat MILD planned               | capital-name
            LUMBAR STENOSIS S/P MILD L4-5                               | capital-name
            s/p MILD 2019 (outside)                                     | capital-name-in-surgical-history
            S/P MILD 2019                                               | capital-name-in-surgical-history
            status post MILD in 2019                                    | capital-name-in-surgical-history
            underwent MILD 03/14/2021                                   | capital-name-in-surgical-history
            Surgical history: appendectomy 1990, MILD 2019              | capital-name-in-surgical-history
            MILD performed 2021                                         | capital-name-in-surgical-history
            s/p MILD procedure 2019                                     | capital-name-in-surgical-history
            Discussed results of PILD                                   | pild
            Discussed prior PILD 2019                                   | pild
            Considering SCS after failed PILD                           | pild
            Post-PILD evaluation                                        | pild
            s/p PILD follow-up scheduled                                | pild
            Plan: continue PT; s/p PILD doing well                      | pild
            PILD 2019 and PILD L3-4 planned                             | pild
            PILD in 2019, repeat considered                             | pild
            PILD L4-5 not under general anesthesia                      | pild
            PILD L4-5 no complications noted                            | pild
            PILD L4-5 and patient discharged as planned                 | pild
            PILD L4-5 will follow up in 2 weeks                         | pild
            Any relief? PILD L4-5 was done in 2020                      | pild
            Dr. Lee's PILD L4-5                                         | pild
            MILD L4-5 (lumbar stenosis)                                 | capital-name
            MILD decompression of L4-5 stenosis                         | capital-name
            MILD left L4-5                                              | capital-name
            MILD L4-5 2019                                              | capital-name
            s/p fusion 2010, MILD 2019                                  | capital-name-in-surgical-history
            Minimally invasive lumbar decompression - MILD              | minimally-invasive-with-context
            Patient who had PILD in 2021 and denies leg pain            | pild
            s/p MILD at outside hospital 2019                           | capital-name-in-surgical-history
            Patient scheduled for PILD, performed 5/1/2022              | pild
            PILD L4-5 patient denied chest pain                         | pild
            Laminectomy was declined. PILD L4-5                         | pild
            Denied chest pain, PILD L4-5                                | pild
            No fever - PILD L4-5                                        | pild
            Laminectomy planned, PILD L4-5                              | pild
            Laminectomy cancelled, PILD L4-5                            | pild
            Attempted laminectomy, then PILD L4-5                       | pild
            Declined surgery, PILD performed                            | pild
            Planned, then PILD L4-5 performed                           | pild
            No fever, PILD L4-5 with or without relief                  | pild
            No relief having had PILD                                   | pild
            Did not improve having had PILD                             | pild
            status post PILD                                            | pild
            As previously scheduled PILD L4-5                           | pild
            Treated as discussed with PILD L4-5                         | pild
            Discussed and performed PILD                                | pild
            PILD L4-5 as previously discussed                           | pild
            PILD L4-5 denies chest pain                                 | pild
            PILD L4-5 wife has declined home care                       | pild
            PILD L4-5 insurance denied home care                        | pild
            PILD L4-5 bilaterally recommended bracing                   | pild
            PILD L4-5, recommended brace declined                       | pild
            PILD L4-5 will be able to drive in a week                   | pild
            PILD had at the outside hospital was discussed              | pild
            PILD had 2019 was discussed                                 | pild
            PILD which she had, was discussed                           | pild
            PILD L4-5 not under general anesthesia completed at noon    | pild
            PILD L4-5. Not under general anesthesia.                    | pild
            PILD L4-5. Denies: fever, chills                            | pild
            PILD L4-5. Sedation none                                    | pild
            PILD L4-5 sedation none                                     | pild
            PILD L4-5; planned discharge                                | pild
            PILD L4-5; procedure tolerated                              | pild
            Placebo study. PILD L4-5                                    | pild
            PILD L4-5. Placebo group elsewhere                          | pild
            Cervical fusion and PILD                                    | pild
            Cervical stenosis PILD L4-5                                 | pild
            Cervical fusion. PILD                                       | pild
            PILD and cervical fusion                                    | pild
            PILD, ESI cervical                                          | pild
            At the outside hospital in the spring of the year before last the surgeon carried out PILD L4-5 | pild
            PILD L4-5 from a paramedian portal with the bone tool and the tissue tool under live views of the dye | pild
            PILD performed under live views through one small portal    | pild
            Spine surgery history, PILD 2019                            | pild
            After PILD will be scheduled for PT                         | pild
            Spondylosis treated with MILD L4-5                          | capital-name
            MILD performed L4-5                                         | capital-name
            MILD performed at L4-5                                      | capital-name
            MILD right and left L4-5                                    | capital-name
            MILD L4-5, left                                             | capital-name
            MILD L4-5, L3-4                                             | capital-name
            MILD (L4-5)                                                 | capital-name
            MILD L4-5: stenosis                                         | capital-name
            MILD L4-5 and fusion L5-S1                                  | capital-name
            status post MILD 2019                                       | capital-name-in-surgical-history
            s/p the repeat MILD 2019                                    | capital-name-in-surgical-history
            had a MILD 1998                                             | capital-name-in-surgical-history
            s/p MILD 2019 L4-5                                          | capital-name-in-surgical-history
            s/p MILD 3/14/21                                            | capital-name-in-surgical-history
            s/p MILD on March 14, 2021                                  | capital-name-in-surgical-history
            s/p MILD at the outside hospital in 2021                    | capital-name-in-surgical-history
            PSH: fusion, MILD 2019                                      | capital-name-in-surgical-history
            underwent ESI, MILD 2019                                    | capital-name-in-surgical-history
            status post fusion 2010, MILD 2019                          | capital-name-in-surgical-history
            MILD L4-5, SEVERE LUMBAR STENOSIS                           | capital-name
            MILD L4-5, SEVERE LUMBAR SPINAL PAIN                        | capital-name
            mild(R) for severe stenosis                                 | dotted-name
            mild(R) procedure at L4-5 for stenosis                      | dotted-name
            mild(R). Lumbar stenosis                                    | dotted-name
            percutaneous percutaneous lumbar decompression              | percutaneous-lumbar-decompression
            percutaneous and image guided for one side lumbar decompression | percutaneous-lumbar-decompression
            Laser pointer; percutaneous lumbar decompression            | percutaneous-lumbar-decompression
            Minimally invasive image guided direct bilateral lumbar decompression (mild) | minimally-invasive-with-context
            Minimally invasive lumbar decompression, tubular, percutaneous| minimally-invasive-with-context
            Minimally invasive lumbar decompression: MILD               | minimally-invasive-with-context
            MILD - minimally invasive lumbar decompression              | minimally-invasive-with-context
            mild (minimally invasive lumbar decompression)              | minimally-invasive-with-context
            Minimally invasive lumbar decompression under fluoroscopy   | minimally-invasive-with-context
            mild procedure with fluoroscopy                             | device-in-lumbar-context
            Epidurogram; mild procedure                                 | device-in-lumbar-context
            mild lumbar decompressions                                  | device-in-lumbar-context
            MILD left L1-2, left L2-3, left L3-4, left L4-5, left L5-S1 | capital-name
            """)
    void namesTheProcedure(String text, String phrase) {
        assertThat(read(text)).isInstanceOfSatisfying(Named.class, named -> assertThat(named.phrases())
                .containsExactly(phrase));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            planned MILD                                           | capital-name
            MILD cancelled                                         | capital-name
            MILD was discussed but declined                        | capital-name
            considering MILD                                       | capital-name
            planned MILD L4-5                                      | capital-name
            Patient declined MILD.                                 | capital-name
            never had MILD                                         | capital-name
            no evidence of PILD                                    | pild
            No prior laminectomy, fusion or PILD                   | pild
            PILD was discussed but declined                        | pild
            PILD not performed                                     | pild
            PILD L4-5 was not performed due to INR                 | pild
            PILD has never been performed                          | pild
            PILD declined                                          | pild
            PILD L4-5 cancelled                                    | pild
            PILD (cancelled)                                       | pild
            PILD L4-5; cancelled                                   | pild
            PILD L4-5. Patient declined.                           | pild
            PILD - patient refused                                 | pild
            PILD denied by insurance                               | pild
            Plan: PILD L4-5                                        | pild
            Plan PT, then PILD if fails                            | pild
            If conservative care fails, PILD                       | pild
            candidate for PILD                                     | pild
            not a candidate for PILD                               | pild
            referral for PILD                                      | pild
            Referred to Dr. Smith for PILD                         | pild
            scheduled for PILD L4-5 next week                      | pild
            PILD scheduled for 5/3/2024                            | pild
            PILD is scheduled                                      | pild
            PILD at the outside hospital was cancelled             | pild
            PILD L3-4, L4-5, planned for May                       | pild
            Recommend PILD                                         | pild
            Offered ESI, PILD and laminectomy                      | pild
            Discussed options including PT, ESI and PILD           | pild
            awaiting PILD                                          | pild
            Future PILD                                            | pild
            will undergo PILD L4-5                                 | pild
            PILD will be performed next month                      | pild
            PILD to be performed at L4-5                           | pild
            did not undergo PILD                                   | pild
            Patient didn't have PILD                               | pild
            denies prior PILD                                      | pild
            no history of PILD                                     | pild
            has not had PILD                                       | pild
            without PILD                                           | pild
            rule out PILD                                          | pild
            r/o PILD                                               | pild
            family history of PILD                                 | pild
            Mother had PILD                                        | pild
            cervical PILD                                          | pild
            PILD C5-6                                              | pild
            PILD performed at T10-11                               | pild
            PILD thoracic                                          | pild
            PILD vs laminectomy                                    | pild
            PILD brochure given                                    | pild
            PILD risks and benefits discussed                      | pild
            Vertos brochure given                                  | maker
            planned MILD (Vertos)                                  | maker
            m.i.l.d. was declined                                  | dotted-name
            mild procedure planned, lumbar stenosis                | device-in-lumbar-context
            candidate for the mild procedure at L4-5               | device-in-lumbar-context
            Plan: percutaneous image guided lumbar decompression   | percutaneous-lumbar-decompression
            Percutaneous endoscopic lumbar decompression           | percutaneous-lumbar-decompression
            Minimally invasive lumbar decompression was discussed  | minimally-invasive-with-context
            Patient not interested in PILD                              | pild
            Insurance denied PILD                                       | pild
            No MILD procedure performed at L4-5                         | device-in-lumbar-context
            Patient elected to proceed with PILD                        | pild
            If PILD fails, laminectomy                                  | pild
            no need for PILD                                            | pild
            PILD ordered                                                | pild
            Percutaneous lumbar decompression (Vertos) cancelled        | percutaneous-lumbar-decompression
            ? PILD                                                      | pild
            ?PILD                                                       | pild
            Consent for PILD                                            | pild
            PILD L4-5 not done                                          | pild
            MILD L4-5 not done                                          | capital-name
            MILD L4-5 will be scheduled                                 | capital-name
            PILD planned L4-5                                           | pild
            PILD on hold                                                | pild
            History of PILD: no                                         | pild
            PILD - none                                                 | pild
            Prior PILD: denies                                          | pild
            PILD in the future                                          | pild
            maybe PILD                                                  | pild
            PILD contraindicated                                        | pild
            Procedures discussed: PILD, laminectomy                     | pild
            Planned - PILD L4-5                                         | pild
            MILD L4-5 planned under local anesthesia                    | capital-name
            PILD L4-5 planned monday                                    | pild
            Laser percutaneous lumbar decompression                     | percutaneous-lumbar-decompression
            """)
    void refusesWhatTookNoPlaceOrTookPlaceElsewhere(String text, String phrase) {
        assertThat(read(text)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.phrase()).isEqualTo(phrase);
            assertThat(refused.reason()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            No ESI, PILD or laminectomy                        | did not take place
            No ESI, PILD, laminectomy or fusion                | did not take place
            No ESI, PILD L4-5, or fusion                       | did not take place
            neither surgery nor PILD                           | did not take place
            Never surgery, nor PILD                            | did not take place
            Not s/p PILD                                       | did not take place
            not status post PILD                               | did not take place
            without having had PILD                            | did not take place
            Never once before had PILD                         | did not take place
            No one has performed PILD                          | did not take place
            PILD: never                                        | did not take place
            PILD never                                         | did not take place
            PILD L4-5; none                                    | did not take place
            PILD L4-5; not performed                           | did not take place
            PILD L4-5. Not done due to INR                     | did not take place
            PILD could not be done                             | did not take place
            Declined ESI, PILD                                 | declined
            Declined surgery and PILD                          | declined
            Denies injections, PILD or surgery                 | declined
            Cancelled - PILD L4-5                              | declined
            PILD L4-5 insurance has denied                     | declined
            PILD L4-5 wife declined                            | declined
            PILD L4-5; then cancelled                          | declined
            PILD L4-5. Procedure cancelled.                    | declined
            PILD L4-5; it was then cancelled                   | declined
            PILD L4-5, cancelled today                         | declined
            Planned, PILD L4-5                                 | a plan
            Planned ESI, PILD or fusion                        | a plan
            Previously planned PILD                            | a plan
            Recommended as PILD                                | a plan
            should have had PILD                               | a plan
            if he had PILD                                     | a plan
            PILD might help                                    | a plan
            PILD would be an option                            | a plan
            PILD L4-5 if done well                             | a plan
            PILD to be successfully performed                  | a plan
            PILD had been discussed                            | a plan
            PILD L4-5 was scheduled Monday                     | a plan
            PILD L4-5 planned Monday                           | a plan
            PILD L4-5; planned                                 | a plan
            PILD L4-5, discussed in detail                     | a plan
            Brother underwent PILD                             | somebody else
            fhx: PILD                                          | somebody else
            PILD, C5-6                                         | cervical or thoracic
            PILD of the C5-6 level                             | cervical or thoracic
            Neck pain and cervical PILD                        | cervical or thoracic
            cervical PILD. Lumbar MRI normal                   | cervical or thoracic
            No ESI, PILD, or surgery                           | did not take place
            """)
    void tellsWhyItRefuses(String text, String reason) {
        assertThat(read(text)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .contains(reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MILD                                                   | capital-name
            s/p MILD                                               | capital-name
            s/p mild 2019                                          | capital-name
            MILD, 2021                                             | capital-name
            MILD 2021                                              | capital-name
            Procedure: MILD.                                       | capital-name
            MILD procedure                                         | device-in-lumbar-context
            mild procedure                                         | device-in-lumbar-context
            mild device                                            | device-in-lumbar-context
            Mild kit                                               | device-in-lumbar-context
            Minimally invasive lumbar decompression                | minimally-invasive-with-context
            Minimally invasive lumbar decompression, tubular       | minimally-invasive-with-context
            Minimally invasive lumbar decompression with laminectomy under fluoroscopy | minimally-invasive-with-context
            PILD aborted                                           | pild
            PILD L4-5 attempted                                    | pild
            PILD converted to laminectomy                          | pild
            PILD or placebo                                        | pild
            Spondylosis, MILD L4-5                                 | capital-name
            PILD?                                                       | pild
            PILD L4-5?                                                  | pild
            s/p MILD x2                                                 | capital-name
            s/p MILD several years ago                                  | capital-name
            2019: MILD                                                  | capital-name
            Asthma, MILD 2019                                           | capital-name
            Mild procedure, no lumbar involvement                       | device-in-lumbar-context
            s/p mild                                                    | capital-name
            status post mild 2019                                       | capital-name
            s/p mild in March 2019                                      | capital-name
            MILD performed by Dr. Lee                                   | capital-name
            MILD 3/14/21                                                | capital-name
            Stenosis of spine, MILD L4-5                                | capital-name
            Spondylosis - MILD L4-5                                     | capital-name
            SEVERE STENOSIS, MILD L4-5                                  | capital-name
            L4-5 MILD                                                   | capital-name
            Laminectomy 2010, MILD 2019                                 | capital-name
            Medical history: smoker, MILD 2019                          | capital-name
            s/p MILD 2019 stroke                                        | capital-name
            s/p MILD in spring                                          | capital-name
            Aborted PILD L4-5                                           | pild
            Placebo or PILD L4-5                                        | pild
            Sham procedure or PILD L4-5                                 | pild
            PILD L4-5 or sham                                           | pild
            mild - minimally invasive lumbar decompression              | minimally-invasive-with-context
            Minimally invasive lumbar decompression (other)             | minimally-invasive-with-context
            Minimally invasive lumbar decompression no fluoroscopy      | minimally-invasive-with-context
            Minimally invasive lumbar decompression, laminotomy, ligamentum removed | minimally-invasive-with-context
            mild procedure without fluoroscopy                          | device-in-lumbar-context
            MILD kit 2019                                               | device-in-lumbar-context
            """)
    void leavesToAPersonWhatMayBeTheProcedure(String text, String phrase) {
        assertThat(read(text)).isInstanceOfSatisfying(Open.class, open -> {
            assertThat(open.phrase()).isEqualTo(phrase);
            assertThat(open.reason()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mild lumbar stenosis",
                "MILD LUMBAR STENOSIS",
                "MILD BILATERAL FORAMINAL NARROWING L4-5",
                "MILD L4-5 STENOSIS",
                "MILD L4-5 LATERAL RECESS STENOSIS",
                "MILD L3-4, L4-5 FACET ARTHROSIS",
                "mild disc bulge",
                "Mild to moderate lumbar stenosis",
                "MILD TO MODERATE L4-5 STENOSIS",
                "MILD BILATERAL LOWER EXTREMITY EDEMA",
                "MILD BILATERAL HEARING AIDS",
                "MILD BILATERAL KNEE PAIN",
                "MILD L5 RADICULOPATHY",
                "MILD S1 WEAKNESS",
                "MILD L4-5 SPONDYLOLISTHESIS",
                "MILD L4 COMPRESSION FRACTURE",
                "MILD L4-5 LIGAMENTUM FLAVUM HYPERTROPHY",
                "STENOSIS: MILD L3-4, SEVERE L5-S1",
                "STENOSIS IS MILD AT L4-5",
                "L3-4: MILD. L4-5: MODERATE.",
                "STENOSIS MILD",
                "Severity: MILD",
                "Asthma, MILD",
                "PAIN: MILD, NOT SEVERE",
                "COPD MILD",
                "S/P MILD STROKE 2019",
                "H/O MILD TBI 2019",
                "underwent mild sedation 2019",
                "mild",
                "Mild.",
                "mild L4-5",
                "mild bilateral",
                "planned mild exercise",
                "mild procedural pain at L4-5",
                "mild procedure-related pain, lumbar",
                "mild device migration, lumbar stimulator",
                "MILD DECOMPRESSION SICKNESS",
                "mild (R) foraminal stenosis",
                "MILD(R) FORAMINAL STENOSIS",
                "spilded coffee",
                "Stryker bed",
                "Percutaneous lumbar disc decompression",
                "lumbar decompression",
                "Minimally invasive lumbar fusion",
                "mildly narrowed",
                "MILD L4-5 BROAD-BASED PROTRUSION",
                "MILD L4-5 WITH MODERATE L5-S1 STENOSIS",
                "H/O MILD L4-5 DISC BULGE",
                "MILD INTERMITTENT ASTHMA",
                "MILDLY L4-5",
                "post mild exercise",
                "post mild 2019",
                "mild, s/p fall",
                "S/P MILD STROKE",
                "MILD IN INTENSITY",
                "HAD MILD 4/5 WEAKNESS",
                "MILD TO MODERATE",
                "MILD L4-5 TO SEVERE",
                "MILD L4-5, LEFT STENOSIS",
                "H/O MILD TO MODERATE STENOSIS",
                "HAD MILD L4-5 TO SEVERE L5-S1 STENOSIS",
                "MILD L4-5, L3-4 STENOSIS",
                "MILD L4-5, SEVERE",
                "SEVERE L3-4, MILD L4-5",
                "SEVERE LUMBAR L3-4, MILD L4-5",
                "STENOSIS MILD L4-5",
                "L4-5: MILD",
                "MILD 2100",
                "MILD 20199",
                "mild(R) L4-5 foraminal stenosis",
                "percutaneous, lumbar decompression",
                "Percutaneous. Lumbar decompression"
            })
    void theAdjectiveIsNeverProof(String text) {
        assertThat(read(text)).isEqualTo(new Silent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mild\u00ae L4\u20135",
                "mild\u2122",
                "mild \u2122",
                "MILD(TM)",
                "MILD(R)",
                "m.i.l.d.\u00ae",
                "M.i.l.d",
                "s/p m.i.l.d."
            })
    void aNameWithASignIsProofAtOnce(String text) {
        assertThat(read(text)).isEqualTo(named(Phrase.DOTTED_NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILD L4\u20135",
                "MILD\u00a0L4-5",
                "MILD  L4 - L5",
                "MILD\tL4/5",
                "MILD L4\u2013L5,\u00a0L5\u2013S1",
                "MI\u00adLD L4-5",
                "Done today:\nMILD L4-5\nHome same day"
            })
    void blanksAndDashesAreOfAnyKind(String text) {
        assertThat(read(text)).isEqualTo(named(Phrase.CAPITAL_NAME));
    }

    @Test
    void aPhraseRunsAcrossALineAndASentenceDoesWhenItsLineIsUnfinished() {
        assertThat(read("percutaneous image-guided\nlumbar decompression")).isEqualTo(named(Phrase.PERCUTANEOUS));
        assertThat(read("mild\r\nprocedure at L4-5")).isEqualTo(named(Phrase.DEVICE));
        assertThat(read("no evidence of\nPILD")).isInstanceOf(Refused.class);
        assertThat(read("Laminectomy planned\nPILD L4-5 2021")).isEqualTo(named(Phrase.PILD));
        assertThat(read("PILD L4-5\nlaminectomy planned")).isEqualTo(named(Phrase.PILD));
    }

    @Test
    void everyPhraseOfEveryTextIsToldAndOneThatStandsIsEnough() {
        assertThat(MildText.read(List.of("MILD L3-4, L4-5 bilateral (Vertos)", "PILD discussed in March")))
                .isEqualTo(named(Phrase.CAPITAL_NAME, Phrase.MAKER));
        assertThat(MildText.read(List.of("MILD procedure", "L4-5 under fluoroscopy")))
                .isEqualTo(named(Phrase.DEVICE));
        assertThat(MildText.read(List.of("PILD declined 2019", "s/p MILD"))).isInstanceOf(Open.class);
        assertThat(MildText.read(List.of())).isEqualTo(new Silent());
        assertThat(read("Minimally invasive lumbar decompression (mild\u00ae)"))
                .isEqualTo(named(Phrase.DOTTED_NAME, Phrase.MINIMALLY_INVASIVE));
    }

    @ParameterizedTest(name = "{0} ... {1} after {2} words")
    @CsvSource({
        "considering, PILD,      13",
        "PILD,        cancelled, 13",
        "cervical,    PILD,      5",
        "PILD,        thoracic,  5"
    })
    void aWordGovernsAsFarAsItsReachAndNoFurther(String first, String last, int between) {
        assertThat(read(first + " word".repeat(between) + " " + last)).isInstanceOf(Refused.class);
        assertThat(read(first + " word".repeat(between + 1) + " " + last)).isEqualTo(named(Phrase.PILD));
    }

    @Test
    void thePlaceboAndTheLumbarSpineAreHeardNearby() {
        assertThat(read("placebo" + " word".repeat(5) + " PILD")).isInstanceOf(Open.class);
        assertThat(read("placebo" + " word".repeat(6) + " PILD")).isEqualTo(named(Phrase.PILD));
        assertThat(read("PILD" + " word".repeat(5) + " placebo")).isInstanceOf(Open.class);
        assertThat(read("PILD" + " word".repeat(6) + " placebo")).isEqualTo(named(Phrase.PILD));
        assertThat(read("cervical pain PILD" + " word".repeat(5) + " lumbar")).isEqualTo(named(Phrase.PILD));
        assertThat(read("cervical pain PILD" + " word".repeat(6) + " lumbar")).isInstanceOf(Refused.class);
    }

    @Test
    void nothingOfTheTextIsRepeated() {
        assertThat(read("PILD for Jane Roe was declined").toString()).doesNotContain("Jane");
        assertThat(read("s/p MILD, Jane Roe").toString()).doesNotContain("Jane");
    }

    @Test
    void everyPhraseIsAConceptOfOurs() {
        assertThat(Profiles.terminology().valueSet("mild-named-in-text").codes())
                .extracting(Code::value)
                .containsExactlyInAnyOrder(
                        Phrase.PILD,
                        Phrase.MAKER,
                        Phrase.PERCUTANEOUS,
                        Phrase.DOTTED_NAME,
                        Phrase.DEVICE,
                        Phrase.MINIMALLY_INVASIVE,
                        Phrase.CAPITAL_NAME,
                        Phrase.IN_HISTORY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PILD L4-5",
                "MILD L4-5",
                "MILD",
                "s/p MILD",
                "s/p MILD 2019",
                "s/p MILD 2019 (outside)",
                "MILD BILATERAL",
                "MILD cancelled",
                "planned MILD",
                "PILD was discussed but declined",
                "no evidence of PILD",
                "PILD planned",
                "mild procedure",
                "mild procedure at L4-5",
                "Minimally invasive lumbar decompression",
                "m.i.l.d.",
                "mild\u00ae",
                "MILD LUMBAR STENOSIS",
                "mild lumbar stenosis",
                "Vertos",
                "PILD aborted",
                "MILD, 2021",
                "cervical PILD",
                "MILD L4-5 STENOSIS",
                "STENOSIS: MILD",
                "percutaneous lumbar decompression",
                "",
                "s/p mild 2019",
                "PILD C5-6"
            })
    void anUnrelatedSentenceChangesNothing(String text) {
        for (String sentence : List.of(
                "patient denies chest pain",
                "patient denied chest pain",
                "mild hypertension",
                "no fever",
                "follow-up scheduled",
                "cataract surgery planned 2025",
                "cervical fusion 2010")) {
            assertThat(read(text + "; " + sentence)).as(text + "; " + sentence).isEqualTo(read(text));
            assertThat(read(sentence + "; " + text)).as(sentence + "; " + text).isEqualTo(read(text));
            assertThat(read(text + "\n\n" + sentence))
                    .as(text + " / " + sentence)
                    .isEqualTo(read(text));
        }
    }

    @Tag("megabyte")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILD ",
                "a",
                "PILD no ",
                "PILD ",
                "\n",
                " ",
                ";",
                "m.i.l.d.",
                "mild(r) ",
                "L3-4, ",
                "percutaneous ",
                "s/p MILD 2019 ",
                "minimally invasive lumbar ",
                "L4",
                "4-5, ",
                "MILD L4-5, ",
                "(",
                "no, ",
                "MILD\n",
                "'t",
                "-",
                "mild procedure ",
                "if x x x x x x x x x x x PILD ",
                "s/",
                "L4 to ",
                "1"
            })
    void aMegabyteOfAnythingIsReadInAMoment(String piece) {
        String text = piece.repeat(MEGABYTE / piece.length());
        assertTimeoutPreemptively(GENEROUS, () -> {
            assertThat(read(text)).isNotNull();
            assertThat(read("PILD " + text + " PILD")).isNotNull();
            assertThat(SpineLevels.in(List.of(text))).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("org.interlaminar.fixture.Seeds#some")
    void anyWordsInAnyOrderAreReadWithoutFailing(long seed) {
        Random random = new Random(seed);
        String[] pieces =
                ("PILD MILD mild m.i.l.d. L4-5 L3-4,4-5 C5-6 no planned declined s/p 2019 , ; . ( ) : - ? procedure"
                                + " percutaneous lumbar decompression minimally invasive BILATERAL stenosis and if ' / 's n't (R) \u00ae")
                        .split(" ");
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            Reading alone = read(text.toString());
            assertThat(read(text + "; patient denies chest pain"))
                    .as(Seeds.named(seed, text))
                    .isEqualTo(alone);
        }
    }

    private static Reading read(String text) {
        return MildText.read(List.of(text));
    }

    private static Named named(String... phrases) {
        return new Named(new TreeSet<>(List.of(phrases)));
    }
}
