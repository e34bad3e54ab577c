namespace Sweetspot.Training.Tests;

public sealed class ChrFTests
{
    [Fact]
    public void Score_EqualTexts_Hundred() => Assert.Equal(100, Score(("the cat", "the cat"), ("猫", "猫")), 1e-9);

    [Fact]
    public void Score_NothingInCommon_Zero() => Assert.Equal(0, Score(("abc", "xyz")));

    [Fact]
    public void Score_EmptyTranslation_Zero() => Assert.Equal(0, Score(("", "xyz")));

    /// <summary>By hand: given abd, wanted abc. Order 1: 2 of 3 and 2 of 3; order 2: ab of ab, bd: 1/2; order 3: 0; higher orders are on neither side. Means (2/3 + 1/2 + 0) / 3 = 7/18 on both.</summary>
    [Fact]
    public void Score_OneLetterWrong_AsByHand() => Assert.Equal(100 * 7.0 / 18, Score(("abd", "abc")), 1e-9);

    /// <summary>
    /// By hand: given ab, wanted abcd. Order 1: precision 2/2, recall 2/4; order 2: 1/1 and 1/3; order 3 and 4: nothing is given, so they do not count. Precision 1,
    /// recall (1/2 + 1/3) / 2 = 5/12; F2 = 5 · 1 · 5/12 / (4 · 1 + 5/12) = (25/12) / (53/12) = 25/53.
    /// </summary>
    [Fact]
    public void Score_TooShort_RecallCountsTwice() => Assert.Equal(100 * 25.0 / 53, Score(("ab", "abcd")), 1e-9);

    /// <summary>
    /// By hand: given abcd, wanted ab: orders 3 and 4 are not in the reference, so their n-grams do not count. Precision (2/4 + 1/3) / 2 = 5/12, recall 1;
    /// F2 = 5 · 5/12 / (4 · 5/12 + 1) = (25/12) / (32/12) = 25/32.
    /// </summary>
    [Fact]
    public void Score_TooLong_OrdersThatTheReferenceLacksDoNotCount() => Assert.Equal(100 * 25.0 / 32, Score(("abcd", "ab")), 1e-9);

    [Fact]
    public void Score_Spaces_AreLeftOut() => Assert.Equal(100, Score(("a b c", "ab  c")), 1e-9);

    [Fact]
    public void Score_RepeatedLetters_MatchAsOftenAsInBoth() => Assert.Equal(100 * 5 * (1.0 / 3) / ((4 * (1.0 / 3)) + 1), Score(("aaa", "a")), 1e-9);

    /// <summary>Statistics are added before the score is taken: (a, a) and (b, c) have 1 of 2 letters right, and no bigrams.</summary>
    [Fact]
    public void Score_TwoSentences_OfTheirSums() => Assert.Equal(50, Score(("a", "a"), ("b", "c")), 1e-9);

    [Fact]
    public void Score_BeyondTheBasicPlane_IsOneCharacter() => Assert.Equal(ChrF.Score([ChrF.Statistics("ab", "ac")]), ChrF.Score([ChrF.Statistics("😀😁", "😀😂")]), 1e-9);

    [Fact]
    public void Parts_OfSentences_AverageToTheScore()
    {
        double[][] statistics = [ChrF.Statistics("the cat sat", "the cat sits"), ChrF.Statistics("a dog", "two dogs"), ChrF.Statistics("x", "yes")];

        var parts = ChrF.Parts(statistics);

        Assert.Equal(ChrF.Score(statistics), parts.Average(), 1e-9);
        Assert.True(parts[0] > parts[2]);
    }

    /// <summary>The delta method's error of the mean against that of 400 resamples, which itself is known to about 1/√800.</summary>
    [Fact]
    public void Parts_SpreadOverSentences_IsThatOfResampling()
    {
        var chance = Sweetspot.Core.RandomStream.For(3, 0, "resampling");
        var words = new[] { "anna", "bertha", "carl", "dora", "emil", "fritz" };
        var statistics = Enumerable.Range(0, 300).Select(_ => ChrF.Statistics(Draw() + Draw(), Draw() + Draw())).ToArray();
        var parts = ChrF.Parts(statistics);
        var mean = parts.Average();
        var error = Math.Sqrt(parts.Sum(part => (part - mean) * (part - mean)) / 299 / 300);

        var resampled = Enumerable.Range(0, 400).Select(_ => ChrF.Score([.. Enumerable.Range(0, 300).Select(_ => statistics[chance.Next(300)])])).ToArray();

        var centre = resampled.Average();
        Assert.InRange(error, 0.85 * Deviation(), 1.15 * Deviation());

        double Deviation() => Math.Sqrt(resampled.Sum(score => (score - centre) * (score - centre)) / 399);
        string Draw() => words[chance.Next(words.Length)];
    }

    private static double Score(params (string Given, string Wanted)[] sentences) => ChrF.Score([.. sentences.Select(pair => ChrF.Statistics(pair.Given, pair.Wanted))]);
}
