using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class PairLoaderTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ColumnNotThere_NamesTheNearest()
    {
        _folder.Write("a.tsv", ["english\tchinese\tid", .. Rows(20).Select(row => $"{row}\t1")]);

        Refused(new TaskSpec { Data = "a.tsv", Source = "englsh", Target = "chinese" }, "a.tsv: --source names the column englsh, which is not there. Did you mean english? Columns: english, chinese, id.");
        Refused(
            new TaskSpec { Data = "a.tsv", Source = "x", Target = "yyyyyyyy" },
            "a.tsv: --source names the column x, which is not there. Did you mean id? Columns: english, chinese, id.",
            "a.tsv: --target names the column yyyyyyyy, which is not there. Columns: english, chinese, id.");
    }

    [Fact]
    public void Load_SourceIsTarget_IsRefused()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20)]);

        Refused(new TaskSpec { Data = "a.tsv", Source = "en", Target = "en" }, "a.tsv: en is both the source and the target; name two columns with --source and --target.");
    }

    [Fact]
    public void Load_TargetNotGiven_AsksForIt()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20)]);

        Refused(new TaskSpec { Data = "a.tsv", Source = "en" }, "a.tsv: no column of translations is found (target, tgt, translation, …); name it with --target. Columns: en, zh.");
    }

    [Fact]
    public void Load_OneRow_IsRefused()
    {
        _folder.Write("a.tsv", "en\tzh", "cat\t猫");

        Refused(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" }, "a.tsv: 1 pair with both en and zh is too few to learn from and to judge by; 10 is the least.");
    }

    [Fact]
    public void Load_EmptyFile_IsRefused()
    {
        _folder.WriteBytes("a.tsv", []);

        Refused(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" }, "a.tsv: the file is empty.");
    }

    [Fact]
    public void Load_NotUtf8_NamesTheLine()
    {
        _folder.WriteBytes("a.tsv", [.. "en\tzh\ncat\t"u8, 0xC3, 0x28, (byte)'\n']);

        Refused(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" }, "a.tsv line 2: not UTF-8 text; save the file as UTF-8.");
    }

    [Fact]
    public void Load_SourceOfAnotherTask_IsRefused()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20)]);

        Refused(
            new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh", Kind = TaskKind.Classification },
            "--source: only a translation has a source column, and --task says classification; leave it out.");
        Refused(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh", Text = ["en"] }, "--text: the text to translate is named with --source; leave it out.");
    }

    [Fact]
    public void Load_KindAlone_TakesTheUsualNamesOrTheTwoColumns()
    {
        _folder.Write("a.csv", ["id,question,answer", .. Rows(20).Select(row => $"1,{row.Replace('\t', ',')}")]);
        _folder.Write("b.csv", ["left,right", .. Rows(20).Select(row => row.Replace('\t', ','))]);

        Assert.Contains("Translation: question is read, answer is written.", _folder.Load(new TaskSpec { Data = "a.csv", Kind = TaskKind.Translation }).Profile.Notes);
        Assert.Contains("Translation: left is read, right is written.", _folder.Load(new TaskSpec { Data = "b.csv", Kind = TaskKind.Translation }).Profile.Notes);
    }

    [Fact]
    public void Load_EmptyCells_AreLeftOutWithANote()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20), "empty\t", "\t空"]);

        var profile = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" }).Profile;

        Assert.Equal((TaskKind.Translation, 20), (profile.Kind, profile.Rows));
        Assert.Contains("2 rows have an empty en or zh and are left out.", profile.Notes);
    }

    [Fact]
    public void Load_QuotesWithinTabSeparatedCells_AreLetters()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20), "\"Hello,\" he said.\t5\" pipe"]);

        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" });

        Assert.Equal(21, data.Profile.Rows);
        Assert.Equal("5\" pipe", data.Answers[20]);
    }

    [Fact]
    public void Load_QuotedTabSeparatedCells_LoseTheirQuotes()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(20), "\"say \"\"hi\"\"\"\t\"two\nlines\""]);

        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" });

        Assert.Equal("two\nlines", data.Answers[20]);
    }

    [Fact]
    public void Splits_RowsOfOneSource_StayTogether()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Enumerable.Range(0, 300).Select(row => $"word {row % 100}\t{row}")]);
        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" });

        var held = Splits.Validation(data, 0.2, 7);
        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(data, fold, 5, 7)).ToList();

        Assert.Empty(held.Validation.Select(row => row % 100).Intersect(held.Train.Select(row => row % 100)));
        Assert.InRange(held.Validation.Length, 54, 60);
        Assert.All(folds, fold => Assert.Empty(fold.Validation.Select(row => row % 100).Intersect(fold.Train.Select(row => row % 100))));
        Assert.Equal(Enumerable.Range(0, 300), folds.SelectMany(fold => fold.Validation).Order());
        Assert.Null(data.Profile.Groups);
    }

    [Fact]
    public void Splits_GroupColumn_KeepsGroupsAndSourcesTogether()
    {
        _folder.Write("a.tsv", ["en\tzh\tscene", .. Enumerable.Range(0, 300).Select(row => $"word {row % 150}\t{row}\t{row / 10}")]);
        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh", Group = "scene" });

        var held = Splits.Validation(data, 0.2, 7);

        Assert.NotEmpty(held.Validation);
        Assert.Empty(held.Validation.Select(row => row % 150).Intersect(held.Train.Select(row => row % 150)));
        Assert.Empty(held.Validation.Select(row => row / 10).Intersect(held.Train.Select(row => row / 10)));
        Assert.Equal(15, data.Profile.Groups);
    }

    [Fact]
    public void Validation_OfManyPairs_IsAThousand()
    {
        _folder.Write("a.tsv", ["en\tzh", .. Rows(8000)]);

        Assert.Equal(1000, Splits.Validation(_folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh" }), 0.2, 1).Validation.Length);
    }

    [Theory]
    [InlineData("char")]
    [InlineData("bpe")]
    [InlineData("byte")]
    public void Tokenizers_OfAnyText_GiveItBack(string name)
    {
        string[] texts = ["The cat sat, didn't it?", "他说：“你好，World！” 2 次", "Straße ÄÖ 'x' 😀😀 e\u0301", "ไทย ภาษา", "a  b"];
        string[] twice = [.. texts, .. texts];
        var shape = new TokenShape(200, 2000) { Tokenizer = name };
        var input = new InputShape(0, 1, 1) { Texts = [shape, shape with { IsAnswer = true }] };
        var (source, target) = PairTokenizers.Fit(input, false, twice, twice);
        var tokenizers = new PairTokenizers(new PairEncoderDocument(new AnswerForm(TaskKind.Translation, [], TargetTransform.None), "a", "b", input.Texts[0], input.Texts[1], source, target));

        Assert.Equal(texts[..4], texts[..4].Select(text => tokenizers.Decode(tokenizers.EncodeTarget(text))));
        Assert.Equal(name == "byte" ? "a  b" : "a b", tokenizers.Decode(tokenizers.EncodeTarget("a  b")));
        Assert.All(texts, text => Assert.Equal(PairTokenizers.End, tokenizers.EncodeTarget(text)[^1]));
    }

    private static IEnumerable<string> Rows(int count) => Enumerable.Range(0, count).Select(row => $"word {row}\t词 {row}");

    private void Refused(TaskSpec task, params string[] lines) => Assert.Equal(lines, Assert.Throws<UserInputException>(() => _folder.Load(task)).Problems);
}
