using System.Text;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TextDatasetTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_TextOnly_IsTakenAsTheText()
    {
        _folder.Write("a.csv", ["say,label", .. Sentences(40)]);

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Contains("say is taken as the text, since nothing else can be learned from (--text says otherwise).", profile.Notes);
        Assert.Equal(new TokenShape(6, profile.Texts[0].Grams + 2) { Tokenizer = "word" }, profile.Input.Texts.Single());
    }

    [Fact]
    public void Load_NamedTextBesideANumber_TakesBoth()
    {
        _folder.Write("a.csv", ["n,say,label", .. Sentences(40).Select((line, index) => $"{index % 9},{line}")]);

        var named = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] }).Profile;
        var table = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Equal((1, 1), (named.Input.Texts.Length, named.Input.NumberCount));
        Assert.Equal(InputShape.Numbers(1), table.Input);
        Assert.Contains("say: free text or names that hardly repeat, left out; --text COLUMN learns from a text.", table.Notes);
    }

    [Fact]
    public void Load_ShortChineseTitlesThatNeverRepeat_AreTextNotIds()
    {
        _folder.Write("a.tsv", ["label\ttext", .. Enumerable.Range(0, 30).Select(index => $"{(index % 2 == 0 ? "甲" : "乙")}\t第{index}个很短的标题")]);

        var facts = _folder.Load(new TaskSpec { Data = "a.tsv" }).Profile.Texts.Single();

        Assert.Equal(("text", false), (facts.Column, facts.HasWords));
    }

    [Fact]
    public void Load_QuotedNewlinesAndCommas_StayInTheText()
    {
        _folder.Write("a.csv", ["label,say", .. Enumerable.Range(0, 20).Select(index => $"c{index % 2},\"first, line\nsecond \"\"line\"\" {index % 2}\"")]);

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] });

        Assert.Equal(20, dataset.Profile.Rows);
        Assert.Equal(8, dataset.Profile.Texts[0].MedianLength); // first , line second " line " and a number
    }

    [Fact]
    public void Load_InvalidUtf8_IsRefusedWithItsLine()
    {
        _folder.WriteBytes("a.csv", [.. Encoding.UTF8.GetBytes("say,label\nfine words here,a\n"), 0xc3, 0x28, (byte)',', (byte)'b', (byte)'\n']);

        Assert.Equal(["a.csv line 3: not UTF-8 text; save the file as UTF-8."], _folder.Problems(new TaskSpec { Data = "a.csv", Text = ["say"] }));
    }

    [Fact]
    public void Load_EmptyTexts_AreCountedAndKept()
    {
        _folder.Write("a.csv", ["say,label", .. Sentences(40), ",a", ",b"]);

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] });

        Assert.Equal(42, dataset.Profile.Rows);
        Assert.Contains("say: 2 texts are empty; each counts as one unknown word.", dataset.Profile.Notes);
    }

    [Fact]
    public void Load_OnlyEmptyTexts_IsRefused()
    {
        _folder.Write("a.csv", ["say,label", .. Enumerable.Range(0, 20).Select(index => $",c{index % 2}")]);

        Assert.Equal(["say: all 20 texts are empty; name another column with --text."], _folder.Problems(new TaskSpec { Data = "a.csv", Text = ["say"] }));
    }

    [Fact]
    public void Load_TextThatIsTheTargetOrNotThere_IsRefused()
    {
        _folder.Write("a.csv", ["say,label", .. Sentences(20)]);

        Assert.Equal(
            ["a.csv: label is both the text and the target; name another column with --text or --target."], _folder.Problems(new TaskSpec { Data = "a.csv", Text = ["label"] }));
        Assert.Equal(
            ["a.csv: --text names the column sya, which is not there. Did you mean say? Columns: say, label."], _folder.Problems(new TaskSpec { Data = "a.csv", Text = ["sya"] }));
    }

    [Fact]
    public void Load_SeveralTexts_HaveABranchEach()
    {
        _folder.Write("a.csv", ["title,say,label", .. Sentences(40).Select(line => $"A title,{line}")]);

        var profile = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["title", "say"] }).Profile;

        Assert.Equal([("title", 2), ("say", 6)], profile.Texts.Select(facts => (facts.Column, facts.MedianLength)));
        Assert.Equal(2, profile.Input.Texts.Length);
    }

    [Fact]
    public void Load_NumberAsTarget_IsRegression()
    {
        _folder.Write("a.csv", ["say,stars", .. Sentences(40).Select((line, index) => $"{line[..^2]},{(index % 23) + 0.5}")]);

        var profile = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"], Target = "stars" }).Profile;

        Assert.Equal(TaskKind.Regression, profile.Kind);
    }

    [Fact]
    public void Encode_FitRowsAlone_DecideTheVocabulary()
    {
        _folder.Write("a.csv", ["say,label", .. Enumerable.Range(0, 20).Select(index => index < 10 ? "red red blue,a" : "green green blue,b")]);
        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] });
        var input = new InputShape(0, 1, 1) { Texts = [new TokenShape(3, 10) { Tokenizer = "word" }] };

        var encoded = dataset.Encode([.. Enumerable.Range(0, 10)], input);

        Assert.Equal(input, encoded.Input);
        Assert.Equal([2, 2, 3], encoded.Ids[..3]);
        Assert.Equal([1, 1, 3], encoded.Ids[^3..]);
    }

    [Fact]
    public void Encode_SmallerVocabularyAndLength_CutWhatIsRareAndTheEnd()
    {
        _folder.Write("a.csv", ["say,label", .. Enumerable.Range(0, 20).Select(index => $"x x x y y z,{(index % 2 == 0 ? "a" : "b")}")]);
        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] });

        var encoded = dataset.Encode([.. Enumerable.Range(0, 20)], new InputShape(0, 1, 1) { Texts = [new TokenShape(8, 4) { Tokenizer = "word" }] });
        var grams = dataset.Encode([.. Enumerable.Range(0, 20)], new InputShape(0, 1, 1) { Texts = [new TokenShape(5, 4) { Tokenizer = "word-1-grams" }] });

        Assert.Equal([2, 2, 2, 3, 3, 1, 0, 0], encoded.Ids[..8]);
        Assert.Equal([2, 3, 0, 0, 0], grams.Ids[..5]); // equally common: x, y and z in ordinal order
        Assert.Equal([0f, 0f, 1f, 1f], grams.TokenWeights);
    }

    private static IEnumerable<string> Sentences(int count) =>
        Enumerable.Range(0, count).Select(index => $"number {index} is {(index % 2 == 0 ? "very good" : "rather bad")} indeed,{(index % 2 == 0 ? "a" : "b")}");
}
