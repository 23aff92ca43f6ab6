/**
 * The one gate through which every aggregate leaves: counts of people, shares and means of them, survival in coarse steps.
 *
 * <p><b>What goes in.</b> All counts of one publication, each under a key, with the sums that connect them
 * ({@link org.interlaminar.outcomes.suppression.Counts}). Counts that a reader gets by subtraction (responders taken from
 * evaluable) are cells as well, unpublished ones.
 *
 * <p><b>What comes out.</b> For each published cell its number or the word "hidden", and nothing derived from a hidden
 * cell ({@link org.interlaminar.outcomes.suppression.Published}).
 *
 * <p><b>What is promised</b> with threshold k: a published or unpublished cell of 1 to k - 1 people is <i>small</i>. For
 * every small cell there are two other complete sets of whole numbers that agree with everything shown, in which zero is
 * where zero is shown and every hidden cell has somebody. In the one the small cell is 1, in the other k. (A cell whose parts
 * are not zero cannot be 1: there the first is as small as it can be, and the second at least k and k - 1 above the first.)
 * It follows that
 * <ol>
 *   <li>no small cell can be derived, nor be proved to be small;
 *   <li>no sum of cells whatever can be derived to be 1 to k - 1: if it is determined it has the same value in both sets,
 *       and with a small cell among its terms that is at least k; without one its terms are all 0 or at least k;
 *   <li>no mean or total of a small cell can be derived from shown means and their numbers: the difference of the two
 *       sets is a direction in which the totals may be moved as well. (How far is not promised: a score is bounded.)
 * </ol>
 * The two sets are checked in whole numbers, term by term, by
 * {@link org.interlaminar.outcomes.suppression.Suppression} before anything is handed out; the search for them uses
 * floating point and can be wrong only in hiding too much.
 *
 * <p><b>Which cells are hidden beside the small ones</b> depends on where small and zero cells are, on declared
 * {@link org.interlaminar.outcomes.suppression.Worth} and on names; hardly ever on the values of the others. A rule that
 * hides the smallest of the others is a leak: of 10, 30 and 30 with their sum it shows one 30 and hides 10 and 30; whoever
 * knows the rule knows that the hidden partner is at most 30, so that the small one is at least 10, so 10. For the same reason one word
 * stands for all hidden cells: "1 to 10" twice with a sum of 20 is 10 and 10.
 *
 * <p><b>In a series.</b> Each publication is held against all earlier ones, one by one. For every cell of 1 to k - 1 people
 * more or fewer than in an earlier publication there are, again, other complete sets of numbers of both that agree with everything
 * shown in both, in which no count has fallen that did not fall: what may be believed of the change reaches from
 * one end to the other of k people, to none or to k. So no change of a few people can be derived, nor be proved to be one
 * of a few; nor can that of several cells together. A mean or share of exactly as many people as before is shown
 * only if it is the same as before.
 *
 * <p><b>What is not promised.</b> Shown zeros say that nobody is there, and "everybody" is shown where nobody is missing.
 * A cell that was hidden as small and is large enough to be shown today bounds what it was, if nobody was taken back since; and who
 * believes of three publications at once that nobody ever left may get closer than two allow.
 * Whoever knows from elsewhere some of the people, or cells that were never declared here, can do more. Whoever runs this
 * program on every set of numbers that fits may exclude some of them: where a cell that is not small has not enough people to
 * give, values do steer the choice; SuppressionRuleIsKnownTest measures this.
 */
package org.interlaminar.outcomes.suppression;
