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

    /// <summary>24 of 120 rows are wanted.</summary>
    [Theory]
    [InlineData(20, new[] { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 })]
    [InlineData(30, new[] { 60, 30, 30 })]
    [InlineData(20, new[] { 90, 10, 10, 10 })]
    [InlineData(40, new[] { 1, 40, 40, 39 })]
    [InlineData(2, new[] { 118, 1, 1 })]
    public void Splits_GroupsOfAnySize_HoldOutTheSizeNearestToTheOneWanted(int nearest, int[] sizes)
    {
        var groups = sizes.SelectMany((size, group) => Enumerable.Repeat(group, size));
        _folder.Write("a.tsv", ["en\tzh\tscene", .. groups.Select((group, row) => $"word {row}\t{row}\t{group}")]);
        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh", Group = "scene" });

        Assert.All(Enumerable.Range(0, 30), seed => Assert.Equal(nearest, Splits.Validation(data, 0.2, (ulong)seed).Validation.Length));
    }

    [Fact]
    public void Splits_GroupsOfThousands_AThousandRowsOfThoseHeldOutAreJudged()
    {
        _folder.Write("a.tsv", ["en\tzh\tscene", .. Enumerable.Range(0, 4900).Select(row => $"word {row}\t{row}\t{row % 2}")]);
        var data = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "en", Target = "zh", Group = "scene" });

        foreach (var split in new[] { Splits.Validation(data, 0.2, 1), Splits.Fold(data, 0, 5, 1) })
        {
            Assert.Equal((2450, 1000), (split.Train.Length, split.Validation.Distinct().Count()));
            Assert.Single(split.Validation.Select(row => row % 2).Distinct());
            Assert.DoesNotContain(split.Validation[0] % 2, split.Train.Select(row => row % 2));
            Assert.Equal(split.Validation.Order(), split.Validation);
        }
    }

    [Fact]
    public void TestRows_OfManyPairs_AreADrawnSampleAndItIsSaid()
    {
        _folder.Write("train.tsv", ["en\tzh", .. Rows(60)]);
        _folder.Write("test.tsv", ["en\tzh", .. Rows(TrainingDefaults.MostTestedPairs + 500)]);
        var dataset = _folder.Load(new TaskSpec { Data = "train.tsv", Source = "en", Target = "zh" });

        var task = new LearningTask(dataset, Splits.Validation(dataset, 0.2, 1));

        Assert.Equal(TrainingDefaults.MostTestedPairs, task.TestRows.Distinct().Count());
        Assert.All(task.TestRows, row => Assert.InRange(row, 60, 60 + TrainingDefaults.MostTestedPairs + 499));
        Assert.True(task.TestRows[^1] >= 60 + TrainingDefaults.MostTestedPairs, "not the first ones");
        Assert.Equal(task.TestRows, new LearningTask(dataset, Splits.Everything(dataset)).TestRows);
        Assert.Contains("2,000 of the 2,500 test rows, drawn at random, are translated: the same for every model.", dataset.Profile.Notes);
    }

    [Theory]
    [InlineData("char")]
    [InlineData("bpe")]
    [InlineData("byte")]
    public void Characters_OfACutTarget_AreThoseThatItsTokensStandFor(string name)
    {
        // Of what is kept, the last token may be part of a character (byte) or several (bpe); ☃ and 😀 occur in none of the training texts.
        string[] known = ["Die Straße ist naß.", "Die Straße ist grün.", "他说：你好", "他说：你好吗"];
        string[] texts = ["Die Straße ist ☃ grün.", "😀😀他说：你好吗", "Straße"];
        var whole = new TokenShape(200, 400) { Tokenizer = name };
        var input = new InputShape(0, 1, 1) { Texts = [whole, whole with { IsAnswer = true }] };
        var (source, target) = PairTokenizers.Fit(input, false, known, [.. known, .. known]);
        PairTokenizers Of(int length) => new(new PairEncoderDocument(new AnswerForm(TaskKind.Translation, [], TargetTransform.None), "a", "b", whole, whole with { Length = length }, source, target));

        foreach (var text in texts)
        {
            var (full, all) = (Of(200).EncodeTarget(text), text.EnumerateRunes().Count());
            Assert.Equal(all, Of(200).Characters(text, full), 9);
            var before = 0.0;
            for (var length = 1; length < full.Length; length++)
            {
                var kept = Of(length).EncodeTarget(text);
                var characters = Of(length).Characters(text, kept);
                Assert.True(characters >= before && characters <= all + 1e-9, $"{characters} after {before} of {all}");
                if (name == "char")
                {
                    Assert.Equal(length, characters);
                }

                before = characters;
            }

            Assert.Equal(all, before, 9);
        }
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
