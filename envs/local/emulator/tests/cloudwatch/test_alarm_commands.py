"""What is typed of alarms' descriptions: each command once, and what is unclear is refused."""

from unittest import TestCase

from .alarms import breaching, commands, without_repetition

_SETTINGS = {"backfill": {"ENV", "PREFIX"}, "verify": {"ENV", "REPAIR"}}


def alarm(name, description):
    return {"AlarmName": name, "AlarmDescription": description}


class Commands(TestCase):
    def test_a_command_ends_where_its_sentence_does(self):
        found = commands(
            [
                alarm("a", "To see why: make failures ENV=local. Then: make redrive ENV=local"),
                alarm("b", "Try: make failures ENV=local, and make backfill ENV=local PREFIX="),
            ],
            {},
        )
        self.assertEqual(
            {
                "make backfill ENV=local PREFIX=": ["b"],
                "make failures ENV=local": ["a", "b"],
                "make redrive ENV=local": ["a"],
            },
            found,
        )

    def test_what_is_to_be_filled_in_is_filled_in_or_refused(self):
        described = [alarm("a", "Type: make table ENV=local CHANGES=<a label> APPLY=1")]
        self.assertEqual(
            {"make table ENV=local CHANGES=orders APPLY=1": ["a"]},
            commands(described, {"a label": "orders"}),
        )
        with self.assertRaisesRegex(ValueError, "a: what is to be filled in"):
            commands(described, {})

    def test_an_alarm_without_a_command_is_refused(self):
        with self.assertRaisesRegex(ValueError, "mute"):
            commands([alarm("mute", "Something is wrong. Somebody should make it right.")], {})

    def test_a_target_runs_once_with_the_same_settings(self):
        said = [
            "make plan apply backfill ENV=local PREFIX=",
            "make plan apply redrive ENV=local",
            "make verify ENV=local REPAIR=1",
            "make backfill ENV=local PREFIX=a",
            "make plan apply ENV=local",
            "make verify ENV=local",
            "make smoke ENV=local SOURCE=source",
        ]
        self.assertEqual(
            [
                "make plan apply backfill ENV=local PREFIX=",
                "make redrive ENV=local",
                "make verify ENV=local REPAIR=1",
                "make backfill ENV=local PREFIX=a",
                "",
                "make verify ENV=local",
                "",
            ],
            list(without_repetition(said, lambda name: _SETTINGS.get(name, {"ENV"})).values()),
        )

    def test_an_alarm_that_no_sample_makes_fire_is_not_passed_over(self):
        with self.assertRaisesRegex(ValueError, "how does odd fire"):
            breaching({"AlarmName": "odd", "ComparisonOperator": "LessThanLowerThreshold"})
