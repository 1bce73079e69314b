//! The name of a batch: the time of its upload in seventeen digits, and perhaps before it how urgent it is.
use crate::record::date::Date;
use std::str::FromStr;

/// `20181115090000000`, or `N_20181115090000000`: P for a batch that goes first, N for one that does not, M for a mixed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchId {
    folder: String,
    digits: usize,
}

/// Day, hour, minute, second, thousandths.
const DIGITS: usize = 17;

impl BatchId {
    /// What its folder is called.
    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    /// What the file is called that says it is complete.
    pub(crate) fn completion_file(&self) -> String {
        format!("BatchComplete_{}.xml", &self.folder[self.digits..])
    }
}

impl FromStr for BatchId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "a batch is named by a time in seventeen digits, such as `20181115090000000`, with `P_`, `N_` or `M_` before it if the receiver wants that";
        let digits = ["P_", "N_", "M_"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FORM.to_owned());
        }
        let number = |from: usize, to: usize| digits[from..to].parse::<u16>().unwrap_or(u16::MAX);
        let day = Date::new(number(0, 4), number(4, 6) as u8, number(6, 8) as u8);
        if day.is_none() || number(8, 10) > 23 || number(10, 12) > 59 || number(12, 14) > 59 {
            return Err(format!("there is no such time: {FORM}"));
        }
        Ok(Self { folder: text.to_owned(), digits: text.len() - DIGITS })
    }
}

#[cfg(test)]
mod tests {
    use super::BatchId;

    #[test]
    fn a_batch_is_named_by_a_time() {
        for (text, file) in [
            ("20181115090000000", "BatchComplete_20181115090000000.xml"),
            ("N_20181115235959999", "BatchComplete_20181115235959999.xml"),
        ] {
            let id: BatchId = text.parse().expect(text);
            assert_eq!((id.folder(), id.completion_file().as_str()), (text, file));
        }
        for text in [
            "",
            "1",
            "X_20181115090000000",
            "20181315090000000",
            "20180230090000000",
            "20181115240000000",
            "2018111509000000",
            "../20181115090000000",
            "20181115090000000/",
            "２０１８1115090000000",
        ] {
            assert!(text.parse::<BatchId>().is_err(), "{text}");
        }
    }
}
