using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TokenizerTests
{
    [Fact]
    public void Words_OfMixedText_AreLowerCaseWithSignsAndIdeographsAlone() =>
        Assert.Equal(["don't", "stop", "!", "!", "体", "验", "2d", "巅", "峰"], TextUnits.Words("Don't stop!!  体验2D巅峰"));

    [Fact]
    public void Characters_SpacesBesideEachOther_AreOne() => Assert.Equal(["a", " ", "b", "😀"], TextUnits.Characters("A \n b😀"));

    [Fact]
    public void Pieces_KeepSpacesAndRunsOfIdeographs() => Assert.Equal(["▁good", "▁tea", ",", "▁很好喝", "!"], TextUnits.Pieces("Good tea, 很好喝!"));

    [Theory]
    [InlineData(true, "a plain sentence", "another")]
    [InlineData(false, "60年铁树开花形状似玉米芯(组图)", "体验2D巅峰")]
    public void HasWords_ByScript(bool expected, params string[] texts) => Assert.Equal(expected, TextUnits.HasWords(texts));

    [Fact]
    public void BpeTrain_ClassicExample_MergesTheMostFrequentPairFirst()
    {
        // Sennrich et al. 2016, section 3.2: low × 5, lower × 2, newest × 6, widest × 3; "es" then "est" come first, then "lo" and "low".
        var (tokens, merges) = BpeTrainer.Train(new Dictionary<string, int> { ["low"] = 5, ["lower"] = 2, ["newest"] = 6, ["widest"] = 3 }, 14);

        Assert.Equal(["e s", "es t", "l o", "lo w"], merges[..4]);
        Assert.Equal(["es", "est", "lo", "low"], tokens[^4..]);
    }

    [Fact]
    public void Bpe_Encode_CutsAsTheMergesSay()
    {
        var tokenizer = TextTokenizer.Fit(TokenizerNames.Bpe, [.. Enumerable.Repeat("low low lower 很好喝😀 很好喝😀", 3)], 200);

        Assert.Equal(["▁low", "▁low", "▁lower", "▁很好喝", "😀"], Tokens(tokenizer, "Low low LOWER 很好喝😀").Select(token => token));
        Assert.Equal(FittedTokenizer.Unknown, tokenizer.Encode("ж")[^1]);
    }

    [Fact]
    public void Bpe_AnyWordOfTheTraining_JoinsToItself()
    {
        string[] texts = ["the cat sat on the mat", "the bat sat on the hat", "cats and bats and hats"];
        var tokenizer = TextTokenizer.Fit(TokenizerNames.Bpe, [.. texts, .. texts], 40);

        Assert.All(texts, text => Assert.Equal("▁" + text.Replace(' ', '▁'), string.Concat(Tokens(tokenizer, text))));
    }

    [Fact]
    public void Bpe_Vocabulary_IsNeverExceeded()
    {
        var tokenizer = TextTokenizer.Fit(TokenizerNames.Bpe, [.. Enumerable.Range(0, 50).Select(number => $"word{number} other{number % 7} other{number % 3}")], 30);

        Assert.True(tokenizer.Fitted.Tokens.Length <= 28);
        Assert.All(tokenizer.Encode("word1 other2"), id => Assert.InRange(id, 1, 29));
    }

    [Fact]
    public void Words_Encode_CommonestHaveTheSmallestIdsAndLoneOnesAreUnknown()
    {
        var tokenizer = TextTokenizer.Fit(TokenizerNames.Word, ["b a a", "a b c"], 100);

        Assert.Equal([2, 3, 1, 1], tokenizer.Encode("a b c d"));
    }

    [Fact]
    public void Grams_Encode_EachKnownOneOnceInTextOrder()
    {
        var tokenizer = TextTokenizer.Fit("word-2-grams", ["a b a b", "a b"], 100);

        Assert.Equal(["a", "a b", "b"], tokenizer.Fitted.Tokens);
        Assert.Equal([2, 4, 3], tokenizer.Encode("a b a b x"));
        Assert.Equal([1f, 1f, 1f], tokenizer.Fitted.Weights);
    }

    [Fact]
    public void Grams_Weights_AreTheLogarithmOfRarity()
    {
        var tokenizer = TextTokenizer.Fit("char-1-grams", ["ab", "a", "ac", "abd"], 100);

        Assert.Equal(["a", "b"], tokenizer.Fitted.Tokens);
        Assert.Equal([1f, (float)(Math.Log(5 / 3.0) + 1)], tokenizer.Fitted.Weights);
    }

    [Fact]
    public void Byte_Encode_IsUtf8MovedByTwo() => Assert.Equal([67, 230, 186, 175], TextTokenizer.Fit(TokenizerNames.Byte, [], 258).Encode("A中"));

    [Theory]
    [InlineData("byte")]
    [InlineData("char")]
    [InlineData("word")]
    [InlineData("bpe")]
    [InlineData("word-2-grams")]
    public void Encode_EmptyText_IsOneUnknown(string name) => Assert.Equal([1], TextTokenizer.Fit(name, ["a b", "a b"], 300).Encode(""));

    private static IEnumerable<string> Tokens(TextTokenizer tokenizer, string text) => tokenizer.Encode(text).Select(id => tokenizer.Fitted.Tokens[id - FittedTokenizer.First]);
}
